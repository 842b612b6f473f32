package io.counterstream.benchmarks.contender;

import io.counterstream.benchmarks.contender.ContenderProtocol.Action;
import io.counterstream.benchmarks.contender.ContenderProtocol.Request;
import io.counterstream.benchmarks.contender.ContenderProtocol.Response;
import io.counterstream.workload.Workload;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The JVM of one contender, controlled by the benchmark. Used by one thread. */
public final class ContenderJvm implements AutoCloseable {
  private static final long EXIT_SECONDS_MAX = 30;

  private final Contender contender;
  private final Process process;
  private final BufferedReader responses;
  private final BufferedWriter requests;

  private ContenderJvm(Contender contender, Process process) {
    this.contender = contender;
    this.process = process;
    this.responses = process.inputReader(StandardCharsets.UTF_8);
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Starts a JVM with the class path of this one, and a meter of its table requests.
   *
   * @param contender the contender that it will run
   * @param options the options of the JVM, such as its heap
   */
  public static ContenderJvm launch(Contender contender, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--"))
        .forEach(command::add);
    command.add("-Dlogback.configurationFile=io/counterstream/benchmarks/logback.xml");
    command.addAll(options);
    try {
      String classPath =
          MeterClassPath.create() + File.pathSeparator + System.getProperty("java.class.path");
      command.addAll(List.of("-cp", classPath, ContenderMain.class.getName()));
      Process process = new ProcessBuilder(command)
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
      return new ContenderJvm(contender, process);
    } catch (IOException impossible) {
      throw new UncheckedIOException("cannot start a JVM for " + contender.label(), impossible);
    }
  }

  /** Starts the contender; it processes the command topic until {@link #stop}. */
  public void start(Assignment assignment) {
    ask(new Request(Action.START, contender, assignment, null, null));
  }

  /** Stops the contender; the JVM stays warm. */
  public void stop() {
    ask(Request.of(Action.STOP, contender));
  }

  /** Returns the CPU time of the JVM so far. */
  public double cpuMicros() {
    return ask(Request.of(Action.CPU, contender)).figure("micros");
  }

  /** Returns {@link Compilation#millis} of the JVM. */
  public double compilationMillis() {
    return ask(Request.of(Action.COMPILATION, contender)).figure("millis");
  }

  /** Returns what the contender has used since its start. */
  public Usage usage() {
    return Usage.of(ask(Request.of(Action.USAGE, contender)));
  }

  /** Returns what the JVM and the contender have used so far, without a collection. */
  public ContenderCounts counts() {
    return ContenderCounts.of(ask(Request.of(Action.COUNTS, contender)));
  }

  /** A signal of POSIX. */
  public enum Signal {
    /** Ends the JVM as an operator would. */
    TERM,
    /** Ends the JVM at once. */
    KILL,
    /** Freezes the JVM: connections stay open, and nothing is answered. */
    STOP,
    /** Ends {@link #STOP}. */
    CONT
  }

  /** Sends a signal to the JVM. */
  public void signal(Signal signal) throws InterruptedException {
    List<String> command = List.of("kill", "-" + signal, Long.toString(process.pid()));
    try {
      int status = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (status != 0) {
        throw new IllegalStateException(command + " ended with status " + status);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("cannot send SIG" + signal, impossible);
    }
  }

  /** Waits until the JVM has ended. */
  public void awaitExit() throws InterruptedException {
    if (!process.waitFor(EXIT_SECONDS_MAX, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          contender.label() + " still runs " + EXIT_SECONDS_MAX + " s after its end was asked for");
    }
  }

  /** Sends SIGKILL and waits for the end. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Writes to the table without Kafka, as fast as possible. */
  public Drained drainTable(Assignment assignment, Workload workload, TableWrites writes) {
    Response response = ask(new Request(Action.DRAIN, contender, assignment, workload, writes));
    return new Drained(response.figure("commands"), response.figure("seconds"));
  }

  /** Writes to the table without Kafka, at a constant rate. */
  public Paced paceTable(Assignment assignment, Workload workload, TableWrites writes) {
    Response response = ask(new Request(Action.PACE, contender, assignment, workload, writes));
    return new Paced(response.figure("p50Millis"), response.figure("p99Millis"));
  }

  /** The number of commands written without Kafka, and the time it took. */
  public record Drained(double commands, double seconds) {}

  /** The latency of writes without Kafka. */
  public record Paced(double p50Millis, double p99Millis) {}

  private Response ask(Request request) {
    String what = contender.label() + ": " + request.action();
    try {
      requests.write(ContenderProtocol.write(request) + "\n");
      requests.flush();
      for (String line = responses.readLine(); line != null; line = responses.readLine()) {
        if (ContenderProtocol.isResponse(line)) {
          Response response = ContenderProtocol.read(line, Response.class);
          if (!response.failure().isEmpty()) {
            throw new IllegalStateException(what + " failed: " + response.failure());
          }
          return response;
        }
      }
      throw new IllegalStateException(what + " failed: the JVM exited");
    } catch (IOException broken) {
      throw new UncheckedIOException(what + " failed: the JVM does not respond", broken);
    }
  }

  @Override
  public void close() {
    try {
      requests.close();
      if (!process.waitFor(EXIT_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException gone) {
      process.destroyForcibly();
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

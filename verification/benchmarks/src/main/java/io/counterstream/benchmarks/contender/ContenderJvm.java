package io.counterstream.benchmarks.contender;

import io.counterstream.workload.Workload;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The JVM of one contender, as the measurement sees it. Used by one thread. */
public final class ContenderJvm implements AutoCloseable {
  private static final long END_SECONDS_MAX = 30;

  private final Contender contender;
  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter requests;

  private ContenderJvm(Contender contender, Process process) {
    this.contender = contender;
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Starts one with the class path of this JVM.
   *
   * @param contender what it will be asked to run
   * @param options of the JVM, such as its heap
   */
  public static ContenderJvm start(Contender contender, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--"))
        .forEach(command::add);
    command.add("-Dlogback.configurationFile=io/counterstream/benchmarks/logback.xml");
    command.addAll(options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), ContenderMain.class.getName()));
    try {
      Process process = new ProcessBuilder(command)
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
      return new ContenderJvm(contender, process);
    } catch (IOException impossible) {
      throw new UncheckedIOException("can't start a JVM for " + contender.label(), impossible);
    }
  }

  /** Starts the contender on its topics and table. */
  public void follow(Assignment assignment) {
    Map<String, String> fields = new TreeMap<>(assignment.fields());
    fields.put("contender", contender.label());
    ask(new Message("start", fields));
  }

  /** How much CPU time it has used since the JVM began. */
  public long cpuMicros() {
    return ask(new Message("cpu", Map.of())).number("micros");
  }

  /** {@link Compilation#millis} of that JVM. */
  public long compilationMillis() {
    return ask(new Message("compilation", Map.of())).number("millis");
  }

  /** What it used since it was started. */
  public Usage usage() {
    return Usage.of(ask(new Message("usage", Map.of())));
  }

  /** Stops the contender; the JVM stays, and stays warm. */
  public void unfollow() {
    ask(new Message("stop", Map.of()));
  }

  /** What a table can do without Kafka. */
  public Drained drainTable(Assignment assignment, Workload workload, Drain drain) {
    Map<String, String> fields = new TreeMap<>(assignment.fields());
    fields.putAll(TableLimit.fields(workload));
    fields.put("count", Long.toString(drain.count()));
    fields.put("millisMax", Long.toString(drain.millisMax()));
    fields.put("inFlight", Integer.toString(drain.inFlight()));
    Message answer = ask(new Message("drain", fields));
    return new Drained(answer.number("commands"), answer.fraction("seconds"));
  }

  /** How long a write of a table takes at a low rate. */
  public Paced paceTable(Assignment assignment, Workload workload, int perSecond, int count) {
    Map<String, String> fields = new TreeMap<>(assignment.fields());
    fields.putAll(TableLimit.fields(workload));
    fields.put("perSecond", Integer.toString(perSecond));
    fields.put("count", Integer.toString(count));
    Message answer = ask(new Message("pace", fields));
    return new Paced(answer.fraction("p50Millis"), answer.fraction("p99Millis"));
  }

  /**
   * How much to write without Kafka.
   *
   * @param count of commands
   * @param millisMax when to end in any case
   * @param inFlight writes under way at once
   */
  public record Drain(long count, long millisMax, int inFlight) {}

  /** What was written without Kafka, and how long it took. */
  public record Drained(long commands, double seconds) {}

  /** How long answers took. */
  public record Paced(double p50Millis, double p99Millis) {}

  private Message ask(Message request) {
    try {
      requests.write(request + "\n");
      requests.flush();
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (Message.isAnswer(line)) {
          return checked(request, Message.parse(line));
        }
      }
      throw new IllegalStateException("the JVM of " + contender.label() + " ended at " + request);
    } catch (IOException broken) {
      throw new UncheckedIOException("the JVM of " + contender.label() + " is gone", broken);
    }
  }

  private Message checked(Message request, Message answer) {
    if (!answer.word().equals(Message.OK)) {
      throw new IllegalStateException(contender.label() + ": " + request + ": " + answer);
    }
    return answer;
  }

  @Override
  public void close() {
    try {
      requests.close();
      if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
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

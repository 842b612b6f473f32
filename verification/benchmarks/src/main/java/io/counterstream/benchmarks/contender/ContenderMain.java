package io.counterstream.benchmarks.contender;

import io.counterstream.benchmarks.contender.ContenderProtocol.Request;
import io.counterstream.benchmarks.contender.ContenderProtocol.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The main class of a contender's JVM: reads requests from standard input, responds to each on
 * standard output, and exits at the end of its input.
 */
public final class ContenderMain {
  private volatile AutoCloseable running = () -> {};

  private ContenderMain() {}

  /** Runs until standard input ends. */
  public static void main(String[] arguments) throws IOException {
    PrintStream responses = System.out;
    System.setOut(System.err);
    ContenderMain contender = new ContenderMain();
    Runtime.getRuntime().addShutdownHook(new Thread(contender::terminated, "shutdown"));
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      responses.println(ContenderProtocol.write(contender.respond(line)));
      responses.flush();
    }
    contender.running = () -> {};
    System.exit(0);
  }

  /** Stops the contender at SIGTERM, as its own program would. */
  private void terminated() {
    try {
      running.close();
    } catch (Exception failed) {
      failed.printStackTrace();
    }
  }

  private Response respond(String line) {
    try {
      return Response.of(figures(ContenderProtocol.read(line, Request.class)));
    } catch (Exception failed) {
      failed.printStackTrace();
      return Response.failed(failed);
    }
  }

  private Map<String, ? extends Number> figures(Request request) throws Exception {
    return switch (request.action()) {
      case START -> {
        TableMeter.reset();
        running = request.contender().start(request.assignment());
        yield Map.of();
      }
      case STOP -> {
        running.close();
        running = () -> {};
        yield Map.of();
      }
      case CPU -> Map.of("micros", ContenderCounts.processMicros());
      case COMPILATION -> Map.of("millis", Compilation.millis());
      case USAGE -> usage();
      case COUNTS -> ContenderCounts.now().figures();
      case DRAIN -> {
        TableMeter.reset();
        yield TableLimit.drain(request);
      }
      case PACE -> TableLimit.pace(request);
    };
  }

  private static Map<String, Double> usage() {
    Map<String, Double> usage = new HashMap<>(TableMeter.figures());
    System.gc();
    usage.put("heapBytes", (double)
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    return usage;
  }
}

package io.counterstream.benchmarks.contender;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JVM of one contender: does what the lines of its standard input say, answers each with a
 * line, and ends with its input.
 */
public final class ContenderMain {
  private AutoCloseable running = () -> {};

  private ContenderMain() {}

  /** Runs until standard input ends. */
  public static void main(String[] arguments) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err);
    ContenderMain contender = new ContenderMain();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      answers.println(contender.answer(line));
      answers.flush();
    }
    System.exit(0);
  }

  private Message answer(String line) {
    try {
      Message asked = Message.parse(line);
      return new Message(Message.OK, dispatch(asked));
    } catch (Exception failed) {
      failed.printStackTrace();
      return Message.failed(failed);
    }
  }

  private Map<String, String> dispatch(Message asked) throws Exception {
    switch (asked.word()) {
      case "start" -> {
        TableMeter.reset();
        running = Contender.of(asked.text("contender")).start(Assignment.of(asked));
        return Map.of();
      }
      case "stop" -> {
        running.close();
        running = () -> {};
        return Map.of();
      }
      case "cpu" -> {
        return Map.of("micros", Long.toString(cpuNanos() / 1000));
      }
      case "compilation" -> {
        return Map.of("millis", Long.toString(Compilation.millis()));
      }
      case "usage" -> {
        return usage();
      }
      case "drain" -> {
        TableMeter.reset();
        return TableLimit.drain(asked);
      }
      case "pace" -> {
        return TableLimit.pace(asked);
      }
      default -> throw new IllegalArgumentException("no such request: " + asked);
    }
  }

  private static Map<String, String> usage() {
    Map<String, String> usage = new TreeMap<>(TableMeter.fields());
    System.gc();
    usage.put(
        "heapBytes",
        Long.toString(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()));
    return usage;
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}

package io.counterstream.benchmarks.contender;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * What a contender and its JVM have used at one moment; differences count.
 *
 * @param cpuMicros the CPU time of the JVM
 * @param compilerMicros the part of it that its JIT compilers used
 * @param allocatedBytes the bytes that its present threads have allocated on the heap
 * @param commits commits of Kafka Streams, or of a consumer
 * @param brokerRequests requests of all Kafka clients
 * @param puts writes to the table
 * @param writeUnits the write units that they consumed
 */
public record ContenderCounts(
    double cpuMicros,
    double compilerMicros,
    double allocatedBytes,
    double commits,
    double brokerRequests,
    double puts,
    double writeUnits) {
  private static final double NANOS_PER_MICRO = 1000;

  static ContenderCounts now() {
    Map<String, Double> table = TableMeter.figures();
    return new ContenderCounts(
        processMicros(),
        Compilation.cpuMicros(),
        allocated(),
        KafkaClientMetrics.commits(),
        KafkaClientMetrics.requests(),
        table.get("requests") - table.get("reads"),
        table.get("writeUnits"));
  }

  static ContenderCounts of(ContenderProtocol.Response response) {
    return new ContenderCounts(
        response.figure("cpuMicros"),
        response.figure("compilerMicros"),
        response.figure("allocatedBytes"),
        response.figure("commits"),
        response.figure("brokerRequests"),
        response.figure("puts"),
        response.figure("writeUnits"));
  }

  Map<String, Double> figures() {
    return Map.of(
        "cpuMicros", cpuMicros,
        "compilerMicros", compilerMicros,
        "allocatedBytes", allocatedBytes,
        "commits", commits,
        "brokerRequests", brokerRequests,
        "puts", puts,
        "writeUnits", writeUnits);
  }

  /** Returns what was used since an earlier moment. */
  public ContenderCounts since(ContenderCounts before) {
    return new ContenderCounts(
        cpuMicros - before.cpuMicros,
        compilerMicros - before.compilerMicros,
        allocatedBytes - before.allocatedBytes,
        commits - before.commits,
        brokerRequests - before.brokerRequests,
        puts - before.puts,
        writeUnits - before.writeUnits);
  }

  /** Returns the CPU time of this JVM. */
  static double processMicros() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / NANOS_PER_MICRO;
  }

  /** Returns the sum over all live threads: those of a steady load do not end. */
  private static double allocated() {
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    return LongStream.of(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
        .filter(bytes -> bytes > 0)
        .sum();
  }
}

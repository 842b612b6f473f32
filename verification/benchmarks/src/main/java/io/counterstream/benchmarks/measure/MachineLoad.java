package io.counterstream.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalDouble;

/** The CPU load of the machine by all processes, over one interval at a time. Not thread-safe. */
public final class MachineLoad {
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private MachineLoad() {}

  /** Starts an interval. */
  public static MachineLoad start() {
    MachineLoad load = new MachineLoad();
    load.end();
    return load;
  }

  /**
   * Returns the share of all cores in use since the start or the previous call, 0 to 1; empty if
   * the JVM does not report it.
   */
  public OptionalDouble end() {
    double load = system.getCpuLoad();
    return load < 0 ? OptionalDouble.empty() : OptionalDouble.of(load);
  }
}

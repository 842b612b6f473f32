package io.counterstream.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalDouble;

/** How busy the machine is with all its processes. One interval at a time; used by one thread. */
public final class MachineLoad {
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private MachineLoad() {}

  /** Begins an interval. */
  public static MachineLoad begin() {
    MachineLoad load = new MachineLoad();
    load.end();
    return load;
  }

  /**
   * The part of all cores that was in use since the beginning, or the last call: 0 to 1; empty
   * where the JVM can't tell.
   */
  public OptionalDouble end() {
    double load = system.getCpuLoad();
    return load < 0 ? OptionalDouble.empty() : OptionalDouble.of(load);
  }
}

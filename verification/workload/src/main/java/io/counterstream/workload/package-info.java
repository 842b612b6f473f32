/**
 * Workloads: which commands to send, when to send them, and how long their outcomes take. Used by
 * {@code load} of the command line, by torture and by the benchmarks.
 *
 * <ul>
 *   <li>Commands: {@link io.counterstream.workload.Workload} for measurements, {@link
 *       io.counterstream.workload.CommandMix} and {@link
 *       io.counterstream.workload.ClosedLoopClient} for fault tests, {@link
 *       io.counterstream.workload.ExpectationKind} for the command line.
 *   <li>Time: {@link io.counterstream.workload.Pace}.
 *   <li>Latency: {@link io.counterstream.workload.LatencyRecorder}.
 * </ul>
 */
package io.counterstream.workload;

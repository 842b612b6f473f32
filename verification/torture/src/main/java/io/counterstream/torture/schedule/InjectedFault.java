package io.counterstream.torture.schedule;

/**
 * A fault that was injected.
 *
 * @param kind the kind of fault
 * @param startNanos the start, by {@link System#nanoTime}
 */
public record InjectedFault(FaultKind kind, long startNanos) {}

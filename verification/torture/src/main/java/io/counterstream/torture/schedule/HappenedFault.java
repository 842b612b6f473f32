package io.counterstream.torture.schedule;

/**
 * A fault as it happened.
 *
 * @param kind what happened
 * @param beginNanos by {@link System#nanoTime}
 */
public record HappenedFault(FaultKind kind, long beginNanos) {}

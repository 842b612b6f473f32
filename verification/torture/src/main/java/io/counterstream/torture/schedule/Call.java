package io.counterstream.torture.schedule;

/**
 * The times at which a command was sent and its outcome was received.
 *
 * @param partition the partition of the command
 * @param sentNanos by {@link System#nanoTime}, before the command was passed to the producer
 * @param receivedNanos when a {@code read_committed} consumer had its outcome
 */
public record Call(int partition, long sentNanos, long receivedNanos) {}

package io.counterstream.torture.schedule;

/**
 * A command's way from a client and back.
 *
 * @param partition of the command
 * @param sentNanos by {@link System#nanoTime}, before it was handed to the producer
 * @param receivedNanos when a {@code read_committed} consumer had its outcome
 */
public record Call(int partition, long sentNanos, long receivedNanos) {}

package io.counterstream.benchmarks.contender;

/**
 * How to write commands to the table without Kafka.
 *
 * @param count the number of commands
 * @param millisMax when to stop in any case; ignored at a constant rate
 * @param inFlight the number of writes in flight; ignored at a constant rate
 * @param perSecond the rate; 0 for as fast as possible
 */
public record TableWrites(long count, long millisMax, int inFlight, int perSecond) {}

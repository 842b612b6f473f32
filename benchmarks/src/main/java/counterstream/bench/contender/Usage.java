package counterstream.bench.contender;

import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * What a contender used since it was started.
 *
 * @param firstEpochMillis when it first asked the table for an item; none if it never did
 * @param requests to the table
 * @param reads of these, reads
 * @param writeUnits consumed, as the table says
 * @param journalBytes over all items written
 * @param journalCommands commands that these journals remember
 * @param cpuMicros of its JVM
 * @param heapBytes used after a collection
 */
public record Usage(
    OptionalLong firstEpochMillis,
    long requests,
    long reads,
    double writeUnits,
    long journalBytes,
    long journalCommands,
    long cpuMicros,
    long heapBytes) {
  /** Nothing. */
  public static final Usage NONE = new Usage(OptionalLong.empty(), 0, 0, 0, 0, 0, 0, 0);

  static Usage of(Message answer) {
    long first = answer.number("firstEpochMillis");
    return new Usage(
        first == 0 ? OptionalLong.empty() : OptionalLong.of(first),
        answer.number("requests"),
        answer.number("reads"),
        answer.fraction("writeUnits"),
        answer.number("journalBytes"),
        answer.number("journalCommands"),
        answer.number("cpuMicros"),
        answer.number("heapBytes"));
  }

  /** Of two JVMs together; the heap is the larger one. */
  public Usage and(Usage other) {
    return new Usage(
        LongStream.concat(firstEpochMillis.stream(), other.firstEpochMillis.stream())
            .min(),
        requests + other.requests,
        reads + other.reads,
        writeUnits + other.writeUnits,
        journalBytes + other.journalBytes,
        journalCommands + other.journalCommands,
        cpuMicros + other.cpuMicros,
        Math.max(heapBytes, other.heapBytes));
  }
}

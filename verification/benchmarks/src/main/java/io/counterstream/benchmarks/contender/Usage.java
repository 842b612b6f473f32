package io.counterstream.benchmarks.contender;

/**
 * What a contender used since it was started.
 *
 * @param requests to the table
 * @param reads of these, reads
 * @param writeUnits consumed, as the table says
 * @param journalBytes over all items written
 * @param journalCommands commands that these journals remember
 * @param heapBytes used after a collection
 */
public record Usage(
    long requests,
    long reads,
    double writeUnits,
    long journalBytes,
    long journalCommands,
    long heapBytes) {
  /** Nothing. */
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0);

  static Usage of(Message answer) {
    return new Usage(
        answer.number("requests"),
        answer.number("reads"),
        answer.fraction("writeUnits"),
        answer.number("journalBytes"),
        answer.number("journalCommands"),
        answer.number("heapBytes"));
  }

  /** Of two JVMs together; the heap is the larger one. */
  public Usage and(Usage other) {
    return new Usage(
        requests + other.requests,
        reads + other.reads,
        writeUnits + other.writeUnits,
        journalBytes + other.journalBytes,
        journalCommands + other.journalCommands,
        Math.max(heapBytes, other.heapBytes));
  }
}

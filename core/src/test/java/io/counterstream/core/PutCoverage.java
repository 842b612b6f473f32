package io.counterstream.core;

import io.counterstream.core.journal.Journal;

/** The coverage events of what a put records besides its batch. */
final class PutCoverage {
  private PutCoverage() {}

  static void note(World world, SimulatedLog log, ConditionalPut put, long firstOfBatch) {
    long recorded = Weakened.recordedBefore(put);
    Journal written = put.item().lastWriter().orElseThrow().journal();
    for (Journal.Entry entry : written.from(recorded + 1).newest(Integer.MAX_VALUE)) {
      if (entry.offset() < firstOfBatch) {
        LoggedCommand command = log.commands().get(log.indexFrom(entry.offset()));
        world.met(
            Decider.isCheck(command.command())
                ? Coverage.Event.CHECK_RECORDED_BY_A_LATER_PUT
                : Coverage.Event.RECORD_RESTORED_FROM_MEMORY);
      }
    }
  }
}

package io.counterstream.processor.stream;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Outcome;
import io.counterstream.core.LogSource;
import io.counterstream.processor.repeats.Repeat;
import java.time.Instant;
import java.util.Optional;

/** The rejections of commands that are sent twice. Functions of the log, like every outcome. */
final class RepeatRejections {
  private static final String REPEATED = "the command was sent before";

  private RepeatRejections() {}

  /** The rejection of a command that repeats a record which was removed from the topic. */
  static Outcome ofRemoved(CounterCommand command, Instant timestamp) {
    return new Outcome.Rejected(
        command.commandId(),
        Optional.of(command.counter()),
        Outcome.Rejected.REPEATED,
        REPEATED,
        timestamp);
  }

  static Outcome.Rejected of(
      Repeat repeat, LogSource log, CounterCommand command, Instant timestamp) {
    return new Outcome.Rejected(
        command.commandId(),
        Optional.of(command.counter()),
        repeat.differs().isEmpty() ? Outcome.Rejected.REPEATED : Outcome.Rejected.ID_REUSED,
        repeat
            .differs()
            .map(field -> "another command has this commandId: " + field + " differs")
            .orElse(REPEATED),
        Optional.empty(),
        Optional.of(new Outcome.Original(
            log + "/" + repeat.offset(), Instant.ofEpochMilli(repeat.timestampMillis()))),
        timestamp);
  }
}

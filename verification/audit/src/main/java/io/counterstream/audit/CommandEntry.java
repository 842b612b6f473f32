package io.counterstream.audit;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.json.DecodedCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that was observed of one position of the command topic. */
final class CommandEntry {
  private final RecordPosition position;
  private DecodedCommand command;
  private OutcomeRecord first;
  private OutcomeRecord aborted;
  private List<OutcomeRecord> repeated = List.of();
  private long sentNanos = Long.MIN_VALUE;
  private long receivedNanos = Long.MAX_VALUE;

  CommandEntry(RecordPosition position) {
    this.position = position;
  }

  void command(DecodedCommand decoded) {
    command = decoded;
  }

  void outcome(OutcomeRecord outcome) {
    if (first == null) {
      first = outcome;
      return;
    }
    repeated = new ArrayList<>(repeated);
    repeated.add(outcome);
  }

  /** Notes an outcome that Kafka aborted although it committed its transaction elsewhere. */
  void aborted(OutcomeRecord outcome) {
    aborted = outcome;
  }

  void call(long sent, long received) {
    sentNanos = sent;
    receivedNanos = received;
  }

  RecordPosition position() {
    return position;
  }

  /** Returns the record of the command topic; empty if none was found at this position. */
  Optional<DecodedCommand> command() {
    return Optional.ofNullable(command);
  }

  /** Returns the command, if the record is one that can be decided. */
  Optional<CounterCommand> valid() {
    return command instanceof DecodedCommand.Valid valid
        ? Optional.of(valid.command())
        : Optional.empty();
  }

  /**
   * Returns the outcome that was given first; it represents the command in all other checks. If
   * none was committed, the one that Kafka aborted: the table did that, too.
   */
  Optional<OutcomeRecord> outcome() {
    return Optional.ofNullable(first == null ? aborted : first);
  }

  /** Whether its only outcome is one that Kafka aborted. */
  boolean isAborted() {
    return first == null && aborted != null;
  }

  /** Returns the outcomes after the first: none if the guarantee holds. */
  List<OutcomeRecord> repeated() {
    return repeated;
  }

  /** Whether a client is known to have received the outcome. */
  boolean hasCall() {
    return receivedNanos != Long.MAX_VALUE;
  }

  /** Returns when the client sent the command; {@link Long#MIN_VALUE} if that is not known. */
  long sentNanos() {
    return sentNanos;
  }

  /** Returns when a client received the outcome; {@link Long#MAX_VALUE} if that is not known. */
  long receivedNanos() {
    return receivedNanos;
  }

  @Override
  public String toString() {
    return "command " + position;
  }
}

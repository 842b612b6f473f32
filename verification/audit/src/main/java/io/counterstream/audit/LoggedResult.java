package io.counterstream.audit;

import io.counterstream.contract.Outcome;
import io.counterstream.contract.Outcome.Applied;
import io.counterstream.contract.Outcome.Conflict;
import io.counterstream.contract.Outcome.Rejected;

/**
 * A result, as far as the checks need it.
 *
 * @param kind the topic in which it stands
 * @param partition its own partition
 * @param offset its own offset
 * @param answer what it says
 * @param repeats fingerprint of what it repeats of its command
 * @param previous the value before, in an applied event
 * @param value the value it names
 * @param version the version it names, or {@link #NO_STATE}
 */
record LoggedResult(
    Kind kind,
    int partition,
    long offset,
    Answer answer,
    long repeats,
    long previous,
    long value,
    long version) {
  static final long NO_STATE = -1;

  static LoggedResult of(Result result) {
    Answer answer = Answer.of(result.outcome());
    Fields fields = result.outcome().map(LoggedResult::fields).orElse(Fields.NONE);
    return new LoggedResult(
        result.kind(),
        result.partition(),
        result.offset(),
        answer,
        fields.repeats,
        fields.previous,
        fields.value,
        fields.version);
  }

  /** What an outcome contributes. */
  private record Fields(long repeats, long previous, long value, long version) {
    private static final Fields NONE = new Fields(0, 0, 0, NO_STATE);
  }

  // Not by Outcome.state(), which refuses the states that can't be: here they are findings.
  private static Fields fields(Outcome outcome) {
    if (outcome instanceof Applied applied) {
      long repeats = Fingerprint.ofDecided(
          applied.commandId(),
          applied.counter(),
          applied.delta(),
          applied.expected(),
          applied.expectedVersion());
      return new Fields(repeats, applied.previous(), applied.value(), applied.version());
    }
    if (outcome instanceof Conflict conflict) {
      long repeats = Fingerprint.ofDecided(
          conflict.commandId(),
          conflict.counter(),
          conflict.delta(),
          conflict.expected(),
          conflict.expectedVersion());
      return new Fields(repeats, 0, conflict.value(), conflict.version());
    }
    Rejected rejected = (Rejected) outcome;
    long repeats = Answer.of(rejected.reason()) == Answer.OVERFLOW
        ? Fingerprint.ofOverflow(rejected.commandId(), rejected.counter())
        : Fingerprint.ofFault(rejected.commandId(), rejected.counter(), rejected.message());
    return rejected
        .state()
        .map(state -> new Fields(repeats, 0, state.value(), state.version()))
        .orElse(new Fields(repeats, 0, 0, NO_STATE));
  }

  /** Whether it names a state that its counter is said to have had. */
  boolean hasState() {
    return version >= 0;
  }

  @Override
  public String toString() {
    return kind + " " + partition + "/" + offset;
  }
}

package io.counterstream.audit;

import io.counterstream.contract.CounterName;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.json.DecodedCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Takes what was seen of a run, and says whether the guarantee held. Not thread-safe.
 *
 * <p>Commands, results and calls may come mixed. About 200 bytes are kept for a command with its
 * result and its call, and {@link #verdict} takes as much again for the largest counter.
 *
 * <p>Valid while nobody deletes or replaces items: a counter's versions begin at 1 and stay without
 * gaps, and every write from outside that succeeded is given as an {@link Edit}.
 */
public final class Audit {
  private final CommandLog commands = new CommandLog();
  private final ResultLog results = new ResultLog();
  private final List<Edit> edits = new ArrayList<>();
  private final Rows calls = new Rows(4);
  private final Map<String, CounterState> items = new HashMap<>();

  /**
   * A record of the command topic; all of them, those of a partition in the order of the log.
   *
   * @throws IllegalArgumentException if it does not stand behind the partition's command before:
   *     mend the reader
   */
  public void command(Position position, DecodedCommand command) {
    if (position.equals(Position.NONE)) {
      throw new IllegalArgumentException("a command must have a position, but had none");
    }
    commands.add(position, command);
  }

  /** A committed record of a result topic; all of them, in any order. */
  public void result(Result result) {
    results.add(result);
  }

  /** A successful write of the table from outside; all of them, in any order. */
  public void edit(Edit edit) {
    edits.add(Objects.requireNonNull(edit, "edit"));
  }

  /**
   * What a client saw of one of its commands; for as many as are known, once for each.
   *
   * @param sentNanos the client's clock before it sent the command; the same clock as that of edits
   * @param receivedNanos when the outcome was read by a consumer that is read_committed
   */
  public void call(Position position, long sentNanos, long receivedNanos) {
    if (sentNanos > receivedNanos) {
      throw new IllegalArgumentException("an outcome must be received after the command was sent, "
          + "but " + position + " was sent at " + sentNanos + " and received at " + receivedNanos);
    }
    calls.add(position.partition(), position.offset(), sentNanos, receivedNanos);
  }

  /**
   * An item of the table as it is in the end; all of them, each once.
   *
   * @throws IllegalArgumentException if the counter's item was given before: mend the reader
   */
  public void item(String counter, CounterState state) {
    CounterName.checked(counter);
    if (items.putIfAbsent(counter, state) != null) {
      throw new IllegalArgumentException(
          "an item must be given once, but that of counter " + counter + " was given twice");
    }
  }

  /** What everything given so far says. May be asked again when there is more. */
  public Verdict verdict() {
    Findings findings = new Findings();
    items.keySet().forEach(commands::numberOf);
    Matching matching = Matching.of(commands, results, findings);
    for (int row = 0; row < commands.size(); row++) {
      if (matching.isAnswered(row)) {
        Judgement.check(commands.get(row), matching.resultOf(row), findings);
      }
    }
    Calls intervals = Calls.of(calls, commands, findings);
    Histories histories = new Histories(commands, matching, intervals, edits);
    List<String> counters = commands.counters();
    for (int number = 0; number < counters.size(); number++) {
      String counter = counters.get(number);
      Optional<CounterState> item = Optional.ofNullable(items.get(counter));
      CounterHistory.check(counter, histories.of(number), item, findings);
    }
    return findings.verdict(counts());
  }

  private Counts counts() {
    return new Counts(
        commands.size(),
        commands.counters().size(),
        results.count(Answer.APPLIED),
        results.count(Answer.CONFLICT),
        results.count(Answer.OVERFLOW),
        results.count(Answer.INVALID),
        results.count(Answer.WRONG_KEY),
        results.deadLetters(),
        edits.size(),
        calls.size(),
        items.size());
  }
}

package io.counterstream.processor.simulation;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.contract.kafka.CommandPosition;
import io.counterstream.contract.kafka.DeadLetter;
import io.counterstream.contract.kafka.DeadLetterHeaders;
import io.counterstream.contract.kafka.OutcomeHeaders;
import io.counterstream.core.CounterItem;
import io.counterstream.core.Decisions;
import io.counterstream.core.LogPosition;
import io.counterstream.core.LogProgress;
import io.counterstream.core.LogSource;
import io.counterstream.core.LoggedCommand;
import io.counterstream.core.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Compares what the table accepts with what transactions commit. */
final class StreamAudit {
  private final SimulatedDeployment deployment;
  private final Map<LogPosition, Outcome> recorded = new HashMap<>();
  private final Map<LogPosition, byte[]> committed = new HashMap<>();
  private final Map<LogSource, Long> lostUpTo = new HashMap<>();
  private final List<PassedOver> passedOver = new ArrayList<>();
  private final Map<String, Long> sums = new TreeMap<>();
  private long namedLost;
  private final List<Violation> violations = new ArrayList<>();

  /** Offsets of a log that an operator has passed over, so that they may have no outcome. */
  private record PassedOver(LogSource source, long from, long to) {
    boolean contains(LogPosition position) {
      return source.equals(position.source())
          && from <= position.offset()
          && position.offset() < to;
    }
  }

  StreamAudit(SimulatedDeployment deployment) {
    this.deployment = deployment;
  }

  void violated(StreamInvariant invariant, String what) {
    deployment.say("VIOLATED %s: %s", invariant, what);
    violations.add(new Violation(invariant, deployment.steps(), what));
  }

  List<Violation> violations() {
    return violations;
  }

  /** Another writer changed a counter's value. */
  void edited(String counter, long by) {
    sums.merge(counter, by, Long::sum);
  }

  /** The decided offset of a log was lost: the outcomes below it may be committed once more. */
  void decidedOffsetLost(LogSource source, long decided) {
    lostUpTo.merge(source, decided, Math::max);
  }

  /** The operator set the group's offset beyond these records. */
  void passedOver(CommandLog log, long from, long to) {
    passedOver.add(new PassedOver(log.source(), from, to));
  }

  private boolean isPassedOver(LogPosition position) {
    return passedOver.stream().anyMatch(range -> range.contains(position));
  }

  /** The table replaced an item, and decided the first command against a state. */
  void recorded(CounterState against, Optional<CounterItem> actual, CounterItem written) {
    LogProgress ours = written.lastWriter().orElseThrow();
    CommandLog log = deployment.kafka.allLogs().stream()
        .filter(candidate -> candidate.source().equals(ours.source()))
        .findFirst()
        .orElseThrow();
    long before = actual
        .flatMap(item -> item.progressOf(ours.source()))
        .map(LogProgress::offset)
        .orElse(-1L);
    CounterState state = against;
    for (CommandLog.Entry entry : log.all()) {
      if (before < entry.offset()
          && entry.offset() <= ours.offset()
          && ours.journal().find(entry.offset()).isPresent()) {
        Optional<LoggedCommand> command =
            entry.command().filter(logged -> logged.command().counter().equals(written.counter()));
        if (command.isPresent()) {
          state = record(log.source(), command.get(), state);
        } else {
          violated(StreamInvariant.TRUE_TO_THE_LOG, log.source() + " " + entry.offset());
        }
      }
    }
    if (!state.equals(written.state().orElseThrow())) {
      violated(StreamInvariant.CHAINED, written + " is written, not " + state);
    }
  }

  private CounterState record(LogSource source, LoggedCommand command, CounterState state) {
    LogPosition position = new LogPosition(source, command.offset());
    Outcome outcome = Decisions.decide(command, state);
    if (recorded.put(position, outcome) != null) {
      violated(StreamInvariant.RECORDED_ONCE, position + " again");
    }
    if (outcome.type() == Outcome.Type.APPLIED) {
      sums.merge(command.command().counter(), command.command().delta(), Long::sum);
    }
    return outcome.state().orElseThrow();
  }

  /** A transaction commits a record. */
  void committed(ProducerRecord<byte[], byte[]> record) {
    LogPosition position = position(record);
    Optional<CommandLog.Entry> entry = deployment.kafka.allLogs().stream()
        .filter(log -> log.source().equals(position.source()))
        .findFirst()
        .flatMap(log -> log.at(position.offset()));
    if (entry.isEmpty()) {
      violated(StreamInvariant.TRUE_TO_THE_LOG, position + " is no record, but has an outcome");
      return;
    }
    byte[] before = committed.put(position, record.value());
    if (before != null) {
      committedAgain(position, Arrays.equals(before, record.value()));
    }
    met(record.topic());
    boolean decidedByTable = entry.get().command().isPresent();
    if (decidedByTable && !isRecorded(position, record.value())) {
      violated(
          StreamInvariant.RECORDED_FIRST,
          position + " commits " + OutcomeCodec.decode(record.value()) + ", recorded is "
              + recorded.get(position));
    }
  }

  private boolean isRecorded(LogPosition position, byte[] outcome) {
    return recorded.containsKey(position)
        && Arrays.equals(OutcomeCodec.encode(recorded.get(position)), outcome);
  }

  private void committedAgain(LogPosition position, boolean same) {
    if (same && position.offset() < lostUpTo.getOrDefault(position.source(), 0L)) {
      deployment.met(StreamEvent.COMMITTED_AGAIN_WITHOUT_A_DECIDED_OFFSET);
    } else {
      violated(StreamInvariant.ONE_OUTCOME, position + " has a second one");
    }
  }

  private void met(String topic) {
    if (topic.equals(Topics.DEFAULT.applied())) {
      deployment.met(StreamEvent.OUTCOME_APPLIED);
    } else if (topic.equals(Topics.DEFAULT.conflicts())) {
      deployment.met(StreamEvent.OUTCOME_CONFLICT);
    } else if (topic.equals(Topics.DEFAULT.rejected())) {
      deployment.met(StreamEvent.OUTCOME_REJECTED);
    } else {
      deployment.met(StreamEvent.DEAD_LETTER);
    }
  }

  private LogPosition position(ProducerRecord<byte[], byte[]> record) {
    Optional<CommandPosition> outcome = OutcomeHeaders.positionOf(record.headers());
    if (outcome.isPresent()) {
      CommandPosition of = outcome.get();
      return new LogPosition(new LogSource(of.topicId().toString(), of.partition()), of.offset());
    }
    DeadLetter letter = DeadLetterHeaders.read(record.headers()).orElseThrow();
    // It names no topic id, but no other record has this value.
    return deployment.kafka.allLogs().stream()
        .filter(log -> log.at(letter.offset())
            .filter(entry -> Arrays.equals(entry.value(), record.value()))
            .isPresent())
        .map(log -> new LogPosition(log.source(), letter.offset()))
        .findFirst()
        .orElseThrow();
  }

  /** Whether every record that needs an outcome has one. */
  boolean isComplete() {
    return deployment.kafka.allLogs().stream().allMatch(log -> missing(log).isEmpty());
  }

  private List<LogPosition> missing(CommandLog log) {
    List<LogPosition> missing = new ArrayList<>();
    for (CommandLog.Entry entry : log.all()) {
      LogPosition position = new LogPosition(log.source(), entry.offset());
      if (!log.isDeleted()
          && !log.isRemoved(entry.offset())
          && !committed.containsKey(position)
          && !isPassedOver(position)) {
        missing.add(position);
      }
    }
    return missing;
  }

  /** A processor reported records that were removed before they were decided. */
  void namedLost(long offsets) {
    deployment.met(StreamEvent.LOST_RECORDS_NAMED);
    namedLost += offsets;
  }

  private void checkLost() {
    long lost = 0;
    for (CommandLog log : deployment.kafka.allLogs()) {
      for (CommandLog.Entry entry : log.all()) {
        LogPosition position = new LogPosition(log.source(), entry.offset());
        if (!log.isDeleted()
            && log.isRemoved(entry.offset())
            && !committed.containsKey(position)
            && !isPassedOver(position)) {
          lost++;
        }
      }
    }
    if (lost > namedLost) {
      violated(
          StreamInvariant.LOST_RECORDS_ARE_NAMED, lost + " are lost, " + namedLost + " are named");
    }
  }

  /** The schedule is over: compares all records with all committed outcomes. */
  void finish() {
    checkLost();
    for (CommandLog log : deployment.kafka.allLogs()) {
      missing(log).forEach(without -> violated(StreamInvariant.ONE_OUTCOME, without + " has none"));
    }
    sums.forEach((counter, sum) -> {
      long value = deployment.items.state(counter).value();
      if (sum != value) {
        violated(StreamInvariant.SUM, counter + " is " + value + ", its sum " + sum);
      }
    });
  }
}

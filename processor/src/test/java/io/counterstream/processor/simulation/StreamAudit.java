package io.counterstream.processor.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterstream.contract.CounterCommand;
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
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Compares what the table accepts with what transactions commit. */
final class StreamAudit {
  private final SimulatedDeployment deployment;
  private final Map<CommandLog.Entry, Outcome> recorded = new IdentityHashMap<>();
  private final Set<CommandLog.Entry> committed =
      Collections.newSetFromMap(new IdentityHashMap<>());
  private final RepeatAudit repeats;
  private final PassedOver passedOver = new PassedOver();
  private final Map<String, Long> sums = new TreeMap<>();
  private final Set<String> erased = new HashSet<>();
  private long namedLost;
  private final List<Violation> violations = new ArrayList<>();

  StreamAudit(SimulatedDeployment deployment) {
    this.deployment = deployment;
    this.repeats = new RepeatAudit(deployment, this);
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

  /** A counter's item was deleted: its commands may be applied again. */
  void erased(String counter) {
    erased.add(counter);
  }

  /** The operator set the group's offset beyond these records. */
  void passedOver(CommandLog log, long from, long to) {
    passedOver.add(log, from, to);
  }

  /** The table replaced an item, and decided the first command against a state. */
  void recorded(CounterState against, Optional<CounterItem> actual, CounterItem written) {
    if (erased.contains(written.counter())) {
      return;
    }
    LogProgress ours = written.lastWriter().orElseThrow();
    CommandLog log = deployment.kafka.allLogs().stream()
        .filter(candidate -> candidate.source().equals(ours.source()))
        .findFirst()
        .orElseThrow();
    long before = actual
        .flatMap(item -> item.progressOf(ours.source()))
        .map(LogProgress::offset)
        .orElse(-1L);
    WrittenCommands commands = new WrittenCommands(log, before, against, written);
    if (!commands.areOfTheLog()) {
      violated(StreamInvariant.TRUE_TO_THE_LOG, log.source() + " " + ours.offset());
    } else if (commands.decisions().isEmpty()) {
      violated(StreamInvariant.CHAINED, written + " is not where its commands lead to");
    } else {
      record(commands.decisions());
    }
  }

  /** Commands at reused offsets may have the same effect: then each of them may be the one. */
  private void record(List<Map<CommandLog.Entry, Outcome>> possible) {
    possible.get(0).forEach((entry, outcome) -> {
      LoggedCommand command = entry.command().orElseThrow();
      repeats.recorded(entry);
      if (recorded.containsKey(entry)) {
        violated(StreamInvariant.RECORDED_ONCE, command + " again");
      }
      if (outcome instanceof Outcome.Applied applied) {
        sums.merge(applied.counter(), applied.delta(), Long::sum);
      }
    });
    possible.forEach(recorded::putAll);
  }

  /** A transaction commits a record. */
  void committed(ProducerRecord<byte[], byte[]> record) {
    LogPosition position = position(record);
    List<CommandLog.Entry> entries = deployment.kafka.allLogs().stream()
        .filter(log -> log.source().equals(position.source()))
        .flatMap(log -> log.at(position.offset()).stream())
        .filter(entry -> isOf(entry, record))
        .toList();
    if (entries.isEmpty()) {
      violated(StreamInvariant.TRUE_TO_THE_LOG, position + " is no record, but has an outcome");
      return;
    }
    CommandLog.Entry entry = entries.get(0);
    boolean isReply = record.topic().equals(CommandLog.REPLIES);
    if (isReply != committed.contains(entry)) {
      violated(StreamInvariant.ONE_OUTCOME, position + " has a second one, or a reply without one");
    }
    committed.add(entry);
    met(record.topic());
    if (!isReply && entry.command().isPresent()) {
      Outcome outcome = OutcomeCodec.decode(record.value());
      repeats.committed(log(position), entry, outcome, recorded.containsKey(entry));
    }
    boolean known = isRecorded(entry, record.value());
    if (!known && mustBeRecorded(entry) && !isTrueCheck(entry, record)) {
      violated(
          StreamInvariant.RECORDED_FIRST,
          position + " commits " + OutcomeCodec.decode(record.value()) + ", recorded is "
              + recorded.get(entry));
    }
  }

  private CommandLog log(LogPosition position) {
    return deployment.kafka.allLogs().stream()
        .filter(log -> log.source().equals(position.source()))
        .findFirst()
        .orElseThrow();
  }

  /** Whether a result names the command, or copies the record. */
  private static boolean isOf(CommandLog.Entry entry, ProducerRecord<byte[], byte[]> result) {
    return result.topic().equals(Topics.DEFAULT.deadLetters())
        ? Arrays.equals(entry.value(), result.value())
        : new String(result.value(), UTF_8).contains(entry.commandId());
  }

  private boolean mustBeRecorded(CommandLog.Entry entry) {
    return entry
        .command()
        .filter(unused -> !repeats.isRepeat(entry))
        .filter(logged -> !erased.contains(logged.command().counter()))
        .isPresent();
  }

  /** Whether the outcome is a check's, which no write has to record, and names a state that was. */
  private boolean isTrueCheck(CommandLog.Entry entry, ProducerRecord<byte[], byte[]> record) {
    CounterCommand command = entry.command().orElseThrow().command();
    return Decisions.isCheck(command)
        && OutcomeCodec.decode(record.value())
            .state()
            .filter(state -> deployment.items.had(command.counter(), state))
            .isPresent();
  }

  private boolean isRecorded(CommandLog.Entry entry, byte[] outcome) {
    return recorded.containsKey(entry)
        && Arrays.equals(OutcomeCodec.encode(recorded.get(entry)), outcome);
  }

  private void met(String topic) {
    deployment.met(Map.of(
            Topics.DEFAULT.applied(),
            StreamEvent.OUTCOME_APPLIED,
            Topics.DEFAULT.conflicts(),
            StreamEvent.OUTCOME_CONFLICT,
            Topics.DEFAULT.rejected(),
            StreamEvent.OUTCOME_REJECTED,
            Topics.DEFAULT.deadLetters(),
            StreamEvent.DEAD_LETTER,
            CommandLog.REPLIES,
            StreamEvent.REPLY)
        .get(topic));
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
        .filter(log -> log.at(letter.offset()).stream().anyMatch(entry -> isOf(entry, record)))
        .map(log -> new LogPosition(log.source(), letter.offset()))
        .findFirst()
        .orElseThrow();
  }

  /** Whether a record has an outcome, or the operator has passed it over. */
  boolean isDecided(CommandLog log, CommandLog.Entry entry) {
    return committed.contains(entry) || isPassedOver(log, entry);
  }

  /** Whether the operator has passed a record over. */
  boolean isPassedOver(CommandLog log, CommandLog.Entry entry) {
    return passedOver.contains(log, entry);
  }

  /** Whether a record of this log has an outcome. */
  boolean hasOutcome(CommandLog log) {
    return log.generations().stream()
        .anyMatch(generation -> generation.values().stream().anyMatch(committed::contains));
  }

  /** Whether every record that needs an outcome has one, and every loss is named. */
  boolean isComplete() {
    return deployment.kafka.allLogs().stream().allMatch(log -> missing(log).isEmpty())
        && lost() <= namedLost;
  }

  private List<LogPosition> missing(CommandLog log) {
    List<LogPosition> missing = new ArrayList<>();
    for (CommandLog.Entry entry : log.all()) {
      if (!log.isDeleted() && !log.isRemoved(entry.offset()) && !isDecided(log, entry)) {
        missing.add(new LogPosition(log.source(), entry.offset()));
      }
    }
    return missing;
  }

  /** Every record has an outcome, unless one of its log without an outcome is for a faulty item. */
  void checkOnlyFaultyItemsWait() {
    for (CommandLog log : deployment.kafka.logs()) {
      boolean mayWait = log.generations().stream()
          .flatMap(generation -> generation.values().stream())
          .filter(entry -> !committed.contains(entry))
          .flatMap(entry -> entry.command().stream())
          .anyMatch(logged -> deployment.items.wasFaulty(logged.command().counter()));
      if (!mayWait) {
        missing(log)
            .forEach(without -> violated(
                StreamInvariant.HOLDS_ONE_PARTITION, without + " waits for another's item"));
      }
    }
  }

  /** A processor reported records that were removed before they were decided. */
  void namedLost(long offsets) {
    deployment.met(StreamEvent.LOST_RECORDS_NAMED);
    namedLost += offsets;
  }

  private long lost() {
    long lost = 0;
    for (CommandLog log : deployment.kafka.allLogs()) {
      for (CommandLog.Entry entry : log.all()) {
        if (!log.isDeleted() && log.isRemoved(entry.offset()) && !isDecided(log, entry)) {
          lost++;
        }
      }
    }
    return lost;
  }

  /** The schedule is over: compares all records with all committed outcomes. */
  void finish() {
    if (lost() > namedLost) {
      violated(
          StreamInvariant.LOST_RECORDS_ARE_NAMED,
          lost() + " are lost, " + namedLost + " are named");
    }
    for (CommandLog log : deployment.kafka.allLogs()) {
      missing(log).forEach(without -> violated(StreamInvariant.ONE_OUTCOME, without + " has none"));
    }
    sums.forEach((counter, sum) -> {
      long value = deployment.items.state(counter).value();
      if (sum != value && !erased.contains(counter)) {
        violated(StreamInvariant.SUM, counter + " is " + value + ", its sum " + sum);
      }
    });
  }
}

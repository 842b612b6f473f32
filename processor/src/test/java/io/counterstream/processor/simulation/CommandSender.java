package io.counterstream.processor.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.json.CommandCodec;
import io.counterstream.core.Choices;
import io.counterstream.core.LoggedCommand;
import io.counterstream.core.journal.Fingerprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Senders whose expectations are right or wrong, and whose records are not always commands. */
final class CommandSender {
  private static final List<String> COUNTERS = List.of("c0", "c1", "c2");

  private final SimulatedDeployment deployment;
  private final Choices choices;
  private final List<String> counters;
  private final List<CounterCommand> commands = new ArrayList<>();
  private int recordsLeft;
  private int sent;

  CommandSender(SimulatedDeployment deployment) {
    this.deployment = deployment;
    this.choices = deployment.choices;
    this.counters = COUNTERS.subList(0, 1 + choices.below(COUNTERS.size()));
    this.recordsLeft = 1 + choices.below(24);
  }

  String anyCounter() {
    return choices.anyOf(counters);
  }

  String lastCounter() {
    return counters.get(counters.size() - 1);
  }

  /** Appends a record to one of the logs. */
  void send() {
    if (recordsLeft-- <= 0) {
      return;
    }
    send(choices.anyOf(deployment.kafka.logs()));
  }

  /** Appends a record to a log. */
  void send(CommandLog log) {
    if (choices.chance(10)) {
      deployment.met(StreamEvent.OFFSET_GAP);
      log.skip(1 + choices.below(20));
    }
    append(log, choices.chance(4) ? notACommand(log) : command(log));
  }

  /** Appends a command for a counter to a log. */
  void send(CommandLog log, String counter) {
    append(log, entry(log, command(counter)));
  }

  private void append(CommandLog log, CommandLog.Entry entry) {
    log.append(entry);
    deployment.say(
        "%s gets %d: %s", log.source(), entry.offset(), new String(entry.value(), UTF_8));
  }

  private CommandLog.Entry command(CommandLog log) {
    // Records that a truncated log has given one offset are told apart by their ids.
    boolean mayRepeat =
        deployment.sendersRepeat && !commands.isEmpty() && log.truncatedFrom().isEmpty();
    boolean again = mayRepeat && choices.chance(25);
    return entry(log, again ? sentBefore() : command(anyCounter()));
  }

  private CommandLog.Entry entry(CommandLog log, CounterCommand command) {
    commands.add(command);
    long offset = log.end();
    return new CommandLog.Entry(
        offset,
        log.leaderEpoch(),
        command.counter().getBytes(UTF_8),
        CommandCodec.encode(command),
        Optional.of(
            new LoggedCommand(offset, Instant.ofEpochMilli(offset), command, Fingerprint.UNKNOWN)));
  }

  /** A sender that got no response sends again, or uses the id for something else by mistake. */
  private CounterCommand sentBefore() {
    int back = choices.chance(50) ? 1 + choices.below(commands.size()) : 1;
    CounterCommand before = commands.get(commands.size() - back);
    return switch (choices.weighted(80, 6, 4, 4, 6)) {
      case 0 -> before;
      case 1 ->
        new CounterCommand(
            before.commandId(),
            before.counter(),
            before.delta() ^ 1,
            before.expected(),
            before.expectedVersion(),
            before.bounds(),
            false);
      case 2 ->
        new CounterCommand(
            before.commandId(),
            before.counter(),
            before.delta(),
            before.expected(),
            OptionalLong.of(before.expectedVersion().orElse(0) + 1),
            before.bounds(),
            before.delete());
      case 3 -> before.delete() ? before : before.within(Bounds.atLeast(sent));
      default ->
        new CounterCommand(before.commandId(), anyCounter(), before.delta(), before.expected());
    };
  }

  private CounterCommand command(String counter) {
    CounterState believed = deployment.items.state(counter);
    return choices.chance(5)
        ? CounterCommand.deleting("command-" + sent++, counter, Expectation.ANY, version(believed))
        : new CounterCommand(
                "command-" + sent++, counter, delta(), expectation(believed), version(believed))
            .within(bounds(believed.value()));
  }

  /** An invalid command, or no command at all. */
  private CommandLog.Entry notACommand(CommandLog log) {
    String value =
        choices.chance(50) ? "{\"commandId\":\"invalid-" + sent++ + "\"}" : "no command " + sent++;
    return new CommandLog.Entry(
        log.end(),
        log.leaderEpoch(),
        "c0".getBytes(UTF_8),
        value.getBytes(UTF_8),
        Optional.empty());
  }

  private long delta() {
    return switch (choices.weighted(60, 30, 9, 1)) {
      case 0 -> 1;
      case 1 -> choices.around(3);
      case 2 -> 0;
      default -> Long.MAX_VALUE;
    };
  }

  private Expectation expectation(CounterState believed) {
    return switch (choices.weighted(50, 30, 15, 5)) {
      case 0 -> Expectation.ANY;
      case 1 -> Expectation.exactly(believed.value());
      case 2 -> Expectation.exactly(believed.value() + choices.around(2));
      default -> Expectation.ABSENT;
    };
  }

  private Bounds bounds(long believed) {
    return switch (choices.weighted(70, 15, 15)) {
      case 0 -> Bounds.NONE;
      case 1 -> Bounds.atLeast(believed + choices.around(2));
      default -> Bounds.atMost(believed + choices.around(4));
    };
  }

  private OptionalLong version(CounterState believed) {
    return choices.chance(10) ? OptionalLong.of(believed.version()) : OptionalLong.empty();
  }
}

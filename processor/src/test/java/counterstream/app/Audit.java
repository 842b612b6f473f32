package counterstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import counterstream.contract.CounterState;
import counterstream.contract.Expectation;
import counterstream.contract.Outcome;
import counterstream.contract.Topics;
import counterstream.contract.json.CommandCodec;
import counterstream.contract.json.DecodedCommand;
import counterstream.contract.json.OutcomeCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Holds the commands, the outcomes and the table against each other and lists what doesn't fit.
 *
 * <ul>
 *   <li>Every record of the command topic has exactly one outcome or dead letter, in the partition
 *       that it stands in, with its id.
 *   <li>Applied commands of a counter chain: each begins where the one before ended, and versions
 *       rise by one.
 *   <li>A conflict holds what the counter had at that place of the chain, and the expectation does
 *       fail against it.
 *   <li>The table's value is the sum of the applied deltas, its version their number.
 * </ul>
 *
 * <p>Valid where all commands of a counter stand in one partition and nobody edits the table.
 */
final class Audit {
  private final Topics topics;
  private final List<String> faults = new ArrayList<>();
  private final Map<String, List<ConsumerRecord<byte[], byte[]>>> answers = new HashMap<>();
  private final Map<String, Integer> kinds = new TreeMap<>();
  private int commands;

  private Audit(Topics topics) {
    this.topics = topics;
  }

  /** Reads everything there is and checks it. */
  static Audit of(Deployment deployment) {
    Audit audit = new Audit(deployment.topics());
    try (KafkaProbe kafka = deployment.kafka();
        TableProbe table = deployment.table()) {
      audit.check(kafka, table.items());
    }
    return audit;
  }

  /** What doesn't fit; empty if all does. */
  List<String> faults() {
    return faults;
  }

  /** How many outcomes there are of each kind: applied, conflict, the rejections' reasons, dead. */
  Map<String, Integer> kinds() {
    return kinds;
  }

  int commands() {
    return commands;
  }

  private void check(KafkaProbe kafka, Map<String, Map<String, AttributeValue>> items) {
    List<String> results = new ArrayList<>(topics.outcomes());
    results.add(topics.deadLetters());
    for (ConsumerRecord<byte[], byte[]> answer : kafka.read(results)) {
      answers.computeIfAbsent(positionOf(answer), unused -> new ArrayList<>()).add(answer);
    }
    Map<String, Counter> counters = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> command : kafka.read(List.of(topics.commands()))) {
      commands++;
      List<ConsumerRecord<byte[], byte[]>> found =
          answers.remove(command.partition() + "/" + command.offset());
      if (found == null || found.size() != 1) {
        faults.add("command at " + command.partition() + "/" + command.offset() + " has "
            + (found == null ? 0 : found.size()) + " outcomes");
      } else {
        check(command, found.get(0), counters);
      }
    }
    answers.keySet().forEach(position -> faults.add("outcome of no command: " + position));
    checkTable(counters, items);
  }

  /** Partition and offset of the command that a result answers. */
  private String positionOf(ConsumerRecord<byte[], byte[]> answer) {
    if (answer.topic().equals(topics.deadLetters())) {
      return header(answer, "__streams.errors.partition") + "/"
          + header(answer, "__streams.errors.offset");
    }
    String id = header(answer, "ce_id");
    return id.substring(id.indexOf('/') + 1);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "none/" + name : new String(header.value(), UTF_8);
  }

  private void check(
      ConsumerRecord<byte[], byte[]> command,
      ConsumerRecord<byte[], byte[]> answer,
      Map<String, Counter> counters) {
    String place = command.partition() + "/" + command.offset();
    if (answer.partition() != command.partition()) {
      faults.add("outcome of " + place + " stands in partition " + answer.partition());
    }
    DecodedCommand decoded = CommandCodec.decode(command.key(), command.value());
    if (answer.topic().equals(topics.deadLetters())) {
      count("dead letter");
      if (!(decoded instanceof DecodedCommand.Unreadable)) {
        faults.add("a readable command became a dead letter: " + place);
      }
      return;
    }
    Outcome outcome = OutcomeCodec.decode(answer.value());
    if (!answer.topic().equals(topics.of(outcome))) {
      faults.add(outcome + " stands in " + answer.topic());
    }
    count(outcome instanceof Outcome.Rejected rejected ? rejected.reason() : outcome.type());
    if (decoded instanceof DecodedCommand.Valid valid) {
      if (!outcome.commandId().equals(valid.command().commandId())) {
        faults.add(
            "command " + valid.command().commandId() + " was answered as " + outcome.commandId());
      }
      counters.computeIfAbsent(valid.command().counter(), name -> new Counter()).follow(outcome);
    }
  }

  private void count(String kind) {
    kinds.merge(kind, 1, Integer::sum);
  }

  private void checkTable(
      Map<String, Counter> counters, Map<String, Map<String, AttributeValue>> items) {
    Map<String, Map<String, AttributeValue>> left = new LinkedHashMap<>(items);
    counters.forEach((name, counter) -> {
      Map<String, AttributeValue> item = left.remove(name);
      String found = item == null
          ? "none"
          : item.get("value").n() + "/" + item.get("version").n();
      String wanted = counter.value + "/" + counter.version;
      if (!found.equals(wanted)) {
        faults.add("counter " + name + " is " + found + " in the table and " + wanted
            + " by its applied commands");
      }
    });
    left.keySet().forEach(name -> faults.add("the table has a counter without commands: " + name));
  }

  /** A counter as its outcomes tell it, in log order. */
  private final class Counter {
    private long value;
    private long version;

    void follow(Outcome outcome) {
      if (outcome instanceof Outcome.Applied applied) {
        long step = applied.version() - version;
        boolean check = applied.delta() == 0 && step == 0;
        if (applied.previous() != value || !(check || step == 1)) {
          faults.add("applied commands don't chain at " + value + "/" + version + ": " + applied);
        }
        value = applied.value();
        version = applied.version();
      } else if (outcome.state().isPresent()
          && !outcome.state().get().equals(new CounterState(value, version))) {
        faults.add("at " + value + "/" + version + ": " + outcome);
      }
      if (outcome instanceof Outcome.Conflict conflict
          && conflict.expectedVersion().isEmpty()
          && conflict.expected() instanceof Expectation.Exactly exactly
          && exactly.value() == conflict.value()) {
        faults.add("a conflict although the expectation holds: " + conflict);
      }
    }
  }
}

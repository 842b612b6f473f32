package io.counterstream.processor.app.badinput;

import io.counterstream.contract.Topics;
import io.counterstream.contract.badinput.ContractOracle;
import io.counterstream.contract.badinput.OracleDecoding;
import io.counterstream.contract.badinput.Sample;
import io.counterstream.contract.badinput.Samples;
import io.counterstream.contract.badinput.Unicode;
import io.counterstream.testkit.client.PartitionReader;
import io.counterstream.testkit.client.TopicReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Header;

/**
 * Reads the command topic and the result topics side by side, in log order: the next result of the
 * topic in which a record belongs has to be that record's, and in the end no result may be left.
 * Needs no more memory than a poll.
 */
public final class ResultsCheck {
  /** The header that holds a sample's number. */
  public static final String NUMBER = "sample";

  private final TopicReader reader;
  private final Topics topics;
  private final Uuid topicId;
  private final Samples samples;
  private final ExpectedReplies replies;
  private final ContractOracle oracle = new ContractOracle();
  private final Map<String, ModelCounter> counters = new HashMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();

  /** For records that {@code samples} made and that stand in the topic of this id. */
  public ResultsCheck(
      TopicReader reader, Topics topics, Uuid topicId, Samples samples, ExpectedReplies replies) {
    this.reader = reader;
    this.topics = topics;
    this.topicId = topicId;
    this.samples = samples;
    this.replies = replies;
  }

  /** The first thing in each partition that doesn't fit. */
  public List<String> faults() {
    return faults;
  }

  /** How many records of each kind had which result. */
  public Map<String, Integer> counts() {
    return counts;
  }

  /** Value and version of each counter that had a command, by the model. */
  public Map<String, String> counters() {
    Map<String, String> values = new HashMap<>();
    counters.forEach(
        (name, counter) -> values.put(name, counter.value() + "/" + counter.version()));
    return values;
  }

  /** Follows one partition. */
  public void follow(int partition) {
    Map<String, PartitionReader> results = new HashMap<>();
    try (PartitionReader commands = reader(topics.commands(), partition)) {
      for (String topic : topics.all()) {
        results.put(topic, reader(topic, partition));
      }
      results.remove(topics.commands()).close();
      Optional<ConsumerRecord<byte[], byte[]>> command = commands.next();
      while (command.isPresent() && followed(command.get(), results)) {
        command = commands.next();
      }
      if (command.isEmpty()) {
        results.forEach((topic, reader) -> reader
            .next()
            .ifPresent(extra -> faults.add("a result too many in " + topic + ": " + extra)));
      }
    } finally {
      results.values().forEach(PartitionReader::close);
    }
  }

  private PartitionReader reader(String topic, int partition) {
    return reader.partition(topic, partition);
  }

  /** Whether the record's result is the next one where it belongs, and right. */
  private boolean followed(
      ConsumerRecord<byte[], byte[]> command, Map<String, PartitionReader> results) {
    Header number = command.headers().headers(NUMBER).iterator().next();
    Sample sample = samples.at(Integer.parseInt(Unicode.decoded(number.value()).orElseThrow()));
    OracleDecoding verdict = oracle.decode(command.key(), command.value());
    Optional<ExpectedOutcome> decided = decided(verdict);
    String kind = kindOf(verdict, decided);
    counts.merge(sample.kind() + ": " + kind, 1, Integer::sum);
    counts.merge("all: " + kind, 1, Integer::sum);
    String id = topicId + "/" + command.partition() + "/" + command.offset();
    if (!(verdict instanceof OracleDecoding.Unreadable)) {
      replies.note(command, id);
    }
    List<String> wrong = results
        .get(topicOf(kind))
        .next()
        .map(result -> {
          ResultCheck check = new ResultCheck(command, result, sample.named());
          return verdict instanceof OracleDecoding.Valid valid
              ? check.decided(valid, decided.orElseThrow(), id)
              : verdict instanceof OracleDecoding.Invalid invalid
                  ? check.rejected(invalid, id)
                  : check.unreadable((OracleDecoding.Unreadable) verdict);
        })
        .orElse(List.of("no further record in " + topicOf(kind)));
    if (!wrong.isEmpty()) {
      faults.add(
          "the result of " + sample.kind() + " " + sample.named() + " at " + id + ": " + wrong);
    }
    return wrong.isEmpty();
  }

  private Optional<ExpectedOutcome> decided(OracleDecoding verdict) {
    return verdict instanceof OracleDecoding.Valid valid
        ? Optional.of(counters
            .computeIfAbsent(valid.counter(), name -> new ModelCounter())
            .decide(valid))
        : Optional.empty();
  }

  private static String kindOf(OracleDecoding verdict, Optional<ExpectedOutcome> decided) {
    if (verdict instanceof OracleDecoding.Invalid invalid) {
      return invalid.reason();
    }
    return decided
        .map(outcome -> outcome.type().equals("rejected") ? "overflow" : outcome.type())
        .orElse("dead letter");
  }

  private String topicOf(String kind) {
    return switch (kind) {
      case "applied" -> topics.applied();
      case "conflict" -> topics.conflicts();
      case "dead letter" -> topics.deadLetters();
      default -> topics.rejected();
    };
  }
}

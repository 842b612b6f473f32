package io.counterstream.processor.app.badinput;

import io.counterstream.contract.Topics;
import io.counterstream.contract.badinput.ContractOracle;
import io.counterstream.contract.badinput.OracleDecoding;
import io.counterstream.contract.badinput.SampleRecord;
import io.counterstream.contract.badinput.SampleRecords;
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
 * Reads the command topic and the result topics side by side, in log order: the next record of the
 * expected result topic must be the result of the next command, and no result may be left over.
 * Needs no more memory than a poll.
 */
public final class ResultsCheck {
  /** The header with a sample's number. */
  public static final String NUMBER = "sample";

  private final TopicReader reader;
  private final Topics topics;
  private final Uuid topicId;
  private final SampleRecords samples;
  private final ExpectedReplies replies;
  private final ContractOracle oracle = new ContractOracle();
  private final Map<String, ModelCounter> counters = new HashMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();

  /** Takes what made the records, and the id of the topic that holds them. */
  public ResultsCheck(
      TopicReader reader,
      Topics topics,
      Uuid topicId,
      SampleRecords samples,
      ExpectedReplies replies) {
    this.reader = reader;
    this.topics = topics;
    this.topicId = topicId;
    this.samples = samples;
    this.replies = replies;
  }

  /** Returns the first difference of each partition. */
  public List<String> faults() {
    return faults;
  }

  /** Returns the number of records by kind and result. */
  public Map<String, Integer> counts() {
    return counts;
  }

  /** Returns value and version of each counter that was created, by the model. */
  public Map<String, String> counters() {
    Map<String, String> values = new HashMap<>();
    counters.forEach((name, counter) -> {
      if (counter.version() > 0) {
        values.put(name, counter.value() + "/" + counter.version());
      }
    });
    return values;
  }

  /** Checks one partition. */
  public void check(int partition) {
    Map<String, PartitionReader> results = new HashMap<>();
    try (PartitionReader commands = reader(topics.commands(), partition)) {
      for (String topic : topics.all()) {
        results.put(topic, reader(topic, partition));
      }
      results.remove(topics.commands()).close();
      Optional<ConsumerRecord<byte[], byte[]>> command = commands.next();
      while (command.isPresent() && isAsExpected(command.get(), results)) {
        command = commands.next();
      }
      if (command.isEmpty()) {
        results.forEach((topic, reader) -> reader
            .next()
            .ifPresent(extra -> faults.add("a surplus result in " + topic + ": " + extra)));
      }
    } finally {
      results.values().forEach(PartitionReader::close);
    }
  }

  private PartitionReader reader(String topic, int partition) {
    return reader.partition(topic, partition);
  }

  /** Whether the next record of the expected topic is the right result. */
  private boolean isAsExpected(
      ConsumerRecord<byte[], byte[]> command, Map<String, PartitionReader> results) {
    Header number = command.headers().headers(NUMBER).iterator().next();
    SampleRecord sample =
        samples.at(Integer.parseInt(Unicode.decoded(number.value()).orElseThrow()));
    OracleDecoding decoding = oracle.decode(command.key(), command.value());
    Optional<ExpectedOutcome> decided = decided(decoding);
    String kind = kindOf(decoding, decided);
    counts.merge(sample.kind() + ": " + kind, 1, Integer::sum);
    counts.merge("all: " + kind, 1, Integer::sum);
    String id = topicId + "/" + command.partition() + "/" + command.offset();
    if (!(decoding instanceof OracleDecoding.Unreadable)) {
      replies.note(command, id);
    }
    List<String> wrong = results
        .get(topicOf(kind))
        .next()
        .map(result -> {
          ResultCheck check = new ResultCheck(command, result, sample.named());
          return decoding instanceof OracleDecoding.Valid valid
              ? check.decided(valid, decided.orElseThrow(), id)
              : decoding instanceof OracleDecoding.Invalid invalid
                  ? check.rejected(invalid, id)
                  : check.unreadable((OracleDecoding.Unreadable) decoding, topicId.toString());
        })
        .orElse(List.of("no further record in " + topicOf(kind)));
    if (!wrong.isEmpty()) {
      faults.add(
          "the result of " + sample.kind() + " " + sample.named() + " at " + id + ": " + wrong);
    }
    return wrong.isEmpty();
  }

  private Optional<ExpectedOutcome> decided(OracleDecoding decoding) {
    return decoding instanceof OracleDecoding.Valid valid
        ? Optional.of(counters
            .computeIfAbsent(valid.counter(), name -> new ModelCounter())
            .decide(valid))
        : Optional.empty();
  }

  private static String kindOf(OracleDecoding decoding, Optional<ExpectedOutcome> decided) {
    if (decoding instanceof OracleDecoding.Invalid invalid) {
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

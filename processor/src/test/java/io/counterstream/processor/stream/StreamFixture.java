package io.counterstream.processor.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterstream.contract.Topics;
import io.counterstream.contract.kafka.OutcomeHeaders;
import io.counterstream.core.LogSource;
import io.counterstream.core.table.CounterTable;
import io.counterstream.processor.engine.Engine;
import io.counterstream.processor.engine.EngineListener;
import io.counterstream.processor.engine.EngineSettings;
import io.counterstream.processor.offsets.DecidedOffsets;
import io.counterstream.processor.offsets.OnAlreadyDecided;
import io.counterstream.processor.offsets.OnRecordsLost;
import io.counterstream.processor.offsets.ResetAdvice;
import io.counterstream.processor.offsets.ResetGuard;
import io.counterstream.processor.offsets.StaleRedeliveries;
import io.counterstream.processor.progress.ProgressWatch;
import io.counterstream.processor.reply.ReplyTopicCapacity;
import io.counterstream.processor.reply.ReplyTopics;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.streams.processor.api.Record;

/** An engine on a table, and what tasks need besides, for one partition of the command topic. */
final class StreamFixture implements AutoCloseable {
  static final TopicPartition PARTITION = new TopicPartition(Topics.DEFAULT.commands(), 3);
  static final LogSource SOURCE = new LogSource(Uuid.ONE_UUID.toString(), 3);
  static final long TIMESTAMP_MILLIS = 1_700_000_000_000L;

  private static final Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE);
  private static final ReplyTopicCapacity ANY_RECORD = new ReplyTopicCapacity(
      1, Integer.MAX_VALUE, ReplyTopicCapacity.Keys.OPTIONAL, FOREVER, FOREVER, Set.of());

  /** Learns what the partition waits for. */
  final ProgressWatch watch = new ProgressWatch(System::nanoTime, Duration.ZERO);

  /** Pauses partitions. */
  final HeldPartitions held;

  private final Engine engine;

  /** The topic's id, which a test may change. */
  private final AtomicReference<Supplier<Uuid>> topicId =
      new AtomicReference<>(() -> Uuid.ONE_UUID);

  /** What runs the reads before a takeover, which a test may change. */
  private final AtomicReference<Executor> takeovers = new AtomicReference<>(Runnable::run);

  private final TaskDependencies dependencies;
  private final AtomicLong lost = new AtomicLong();
  private final StreamListener listener = new StreamListener() {
    @Override
    public void recordsLost(long offsets) {
      lost.addAndGet(offsets);
    }
  };

  StreamFixture(CounterTable table, DecidedOffsets offsets, OnAlreadyDecided onAlreadyDecided) {
    this(table, offsets, onAlreadyDecided, 100_000);
  }

  StreamFixture(
      CounterTable table,
      DecidedOffsets offsets,
      OnAlreadyDecided onAlreadyDecided,
      int recordBytesMax) {
    this(table, offsets, onAlreadyDecided, OnRecordsLost.CONTINUE, recordBytesMax);
  }

  StreamFixture(
      CounterTable table,
      DecidedOffsets offsets,
      OnAlreadyDecided onAlreadyDecided,
      OnRecordsLost onRecordsLost,
      int recordBytesMax) {
    engine = new Engine(table, EngineSettings.DEFAULT, EngineListener.NONE);
    held = new HeldPartitions(
        engine.environment(),
        new Supervision(watch, OnItemFault.HOLD, Duration.ZERO),
        engine::itemHash);
    ContinuityRules rules = new ContinuityRules(
        new ResetGuard(offsets, onAlreadyDecided, onRecordsLost),
        new ResetAdvice("app", "broker:9092"),
        listener,
        TestRepeats.noWindows(),
        reading -> takeovers.get().execute(reading),
        assigned -> {});
    FollowedTopic followed = new FollowedTopic(
        PARTITION.topic(), Uuid.ONE_UUID, topic -> topicId.get().get());
    dependencies = new TaskDependencies(
        Topics.DEFAULT,
        engine,
        followed,
        new OutcomeFormat(OutcomeHeaders.WITH_CLOUD_EVENT, recordBytesMax),
        new ReplyTopics(
            Pattern.compile("replies"), Topics.DEFAULT, topic -> Optional.of(ANY_RECORD), () -> {}),
        Duration.ofMillis(1),
        StreamThreads.ofThisJvm(engine.environment(), watch),
        new StaleRedeliveries(),
        rules.guard(),
        rules.advice(),
        rules.listener(),
        rules.repeats(),
        new Takeovers(rules, followed, System::nanoTime),
        Optional.of(held));
  }

  TaskDependencies dependencies() {
    return dependencies;
  }

  /** How many offsets of lost records were counted. */
  long lost() {
    return lost.get();
  }

  /** From now on a lookup of the topic's id returns this. */
  void answerTopicId(Supplier<Uuid> answer) {
    topicId.set(answer);
  }

  /** From now on this runs the reads before a takeover. */
  void runTakeovers(Executor executor) {
    takeovers.set(executor);
  }

  StreamThreadState thread() {
    return dependencies.threads().current();
  }

  /** A command to add 1 to a counter, whose id is the counter's name. */
  static byte[] command(String counter) {
    return ("{\"commandId\":\"" + counter + "\",\"counter\":\"" + counter
            + "\",\"delta\":1,\"expected\":\"any\"}")
        .getBytes(UTF_8);
  }

  static Record<byte[], byte[]> record(String counter) {
    return new Record<>(counter.getBytes(UTF_8), command(counter), TIMESTAMP_MILLIS);
  }

  static ConsumerRecord<byte[], byte[]> polled(long offset, String counter) {
    return new ConsumerRecord<>(
        PARTITION.topic(),
        PARTITION.partition(),
        offset,
        counter.getBytes(UTF_8),
        command(counter));
  }

  @Override
  public void close() {
    engine.close();
  }
}

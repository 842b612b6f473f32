package io.counterstream.processor.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.core.CounterItem;
import io.counterstream.core.LogProgress;
import io.counterstream.core.journal.Journal;
import io.counterstream.processor.engine.LogRewrittenException;
import io.counterstream.processor.offsets.DecidedOffsets;
import io.counterstream.processor.offsets.OffsetsResetException;
import io.counterstream.processor.offsets.OnAlreadyDecided;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record is forwarded once its outcome is recorded, and never in another case. */
class CommandProcessorTest {
  private static final FixedOffsets NONE = FixedOffsets.NONE;

  private final MemoryTable table = new MemoryTable();
  private Context context;
  private StreamFixture fixture;
  private CommandProcessor processor;

  @TempDir
  private Path directory;

  /** Records what is forwarded, unless the brokers do not accept it. */
  private static final class Context extends MockProcessorContext<byte[], OutboundRecord> {
    private Optional<KafkaException> failure = Optional.empty();

    Context(Path directory) {
      super(
          new Properties(), new TaskId(0, StreamFixture.PARTITION.partition()), directory.toFile());
    }

    /** Overrides the erasure of the generic method, whose bound byte[] can't be written. */
    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public void forward(Record record) {
      failure.ifPresent(thrown -> {
        throw thrown;
      });
      super.forward(record);
    }
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void anOutcomeThatIsRecordedIsForwardedToItsTopicAndPartition() {
    start(NONE, OnAlreadyDecided.STOP);
    process(5, "a");
    Record<? extends byte[], ? extends OutboundRecord> forwarded = onlyForwarded();
    assertThat(forwarded.key()).isEqualTo("a".getBytes(UTF_8));
    assertThat(forwarded.timestamp()).isEqualTo(StreamFixture.TIMESTAMP_MILLIS);
    assertThat(forwarded.value().topic()).isEqualTo(Topics.DEFAULT.applied());
    assertThat(forwarded.value().partition())
        .isEqualTo(OptionalInt.of(StreamFixture.PARTITION.partition()));
    Outcome outcome = OutcomeCodec.decode(forwarded.value().value());
    assertThat(outcome.type()).isEqualTo(Outcome.Type.APPLIED);
    assertThat(outcome.commandId()).isEqualTo("a");
  }

  @Test
  void anOutcomeThatIsNotRecordedIsNotForwardedAndTheTaskRejoins() {
    start(NONE, OnAlreadyDecided.STOP);
    table.becomeSilent();
    assertThatThrownBy(() -> process(5, "a"))
        .isInstanceOf(RejoinGroupException.class)
        .hasMessageStartingWith(
            StreamFixture.PARTITION + " offset 5: the table has not recorded an outcome"
                + " within 1 ms; waits for the table to respond for counter a; joining the group");
    assertNothingForwardedAndNoCommit();
  }

  @Test
  void anInvalidCommandIsRejectedWithoutTheTable() {
    start(NONE, OnAlreadyDecided.STOP);
    byte[] invalid = "{\"commandId\":\"i\",\"counter\":\"a\",\"delta\":1}".getBytes(UTF_8);
    process(5, new Record<>("a".getBytes(UTF_8), invalid, 0));
    assertThat(onlyForwarded().value().topic()).isEqualTo(Topics.DEFAULT.rejected());
    assertThat(table.requested()).isEmpty();
  }

  @Test
  void anUnreadableRecordIsADeadLetterWithoutTheTable() {
    start(NONE, OnAlreadyDecided.STOP);
    process(5, new Record<>(null, "junk".getBytes(UTF_8), 0));
    assertThat(onlyForwarded().value().topic()).isEqualTo(Topics.DEFAULT.deadLetters());
    assertThat(onlyForwarded().value().value()).isEqualTo("junk".getBytes(UTF_8));
    assertThat(table.requested()).isEmpty();
  }

  @Test
  void aReplyIsACopyOfTheOutcome() {
    start(NONE, OnAlreadyDecided.STOP);
    Record<byte[], byte[]> command = StreamFixture.record("a");
    command.headers().add("kafka_replyTopic", "replies".getBytes(UTF_8));
    process(5, command);
    assertThat(context.forwarded())
        .extracting(forwarded -> forwarded.record().value().topic())
        .containsExactly(Topics.DEFAULT.applied(), "replies");
    assertThat(context.forwarded())
        .extracting(forwarded -> new String(forwarded.record().value().value(), UTF_8))
        .allSatisfy(json -> assertThat(json).contains("\"commandId\":\"a\""));
  }

  @Test
  void aCommandThatTheDecidedOffsetCoversIsSkipped() {
    start(new FixedOffsets(4, 6, 0, 200), OnAlreadyDecided.SKIP);
    process(5, "a");
    assertThat(context.forwarded()).isEmpty();
    assertThat(table.requested()).isEmpty();
    process(6, "b");
    assertThat(table.requested()).containsExactly("b");
    assertThat(context.forwarded()).hasSize(1);
  }

  @Test
  void aCommitIsRequestedWhenEveryPolledRecordIsProcessed() {
    start(NONE, OnAlreadyDecided.STOP);
    fixture
        .thread()
        .partition(StreamFixture.PARTITION)
        .polled(
            List.of(
                PolledRecord.of(StreamFixture.polled(5, "a")),
                PolledRecord.of(StreamFixture.polled(6, "b"))),
            0);
    process(5, "a");
    assertThat(context.committed()).isFalse();
    process(6, "b");
    assertThat(context.committed()).isTrue();
  }

  @Test
  void noCommitIsRequestedWhileMoreRecordsMayBePolled() {
    start(NONE, OnAlreadyDecided.STOP);
    fixture.thread().polled(false);
    process(5, "a");
    assertThat(context.committed()).isFalse();
  }

  @Test
  void aStaleOwnerRejoinsAndTheThirdDeliveryOfACommandIsReportedAsAReset() {
    holdStaleItem();
    for (int delivery = 1; delivery <= 2; delivery++) {
      start(NONE, OnAlreadyDecided.STOP);
      assertThatThrownBy(() -> process(5, "a"))
          .isInstanceOf(RejoinGroupException.class)
          .hasMessageContaining("was decided before")
          .hasMessageContaining("; joining the group again");
      assertNothingForwardedAndNoCommit();
    }
    start(NONE, OnAlreadyDecided.STOP);
    assertThatThrownBy(() -> process(5, "a"))
        .isInstanceOf(OffsetsResetException.class)
        .hasMessageContaining("but group app is at its offset");
    assertNothingForwardedAndNoCommit();
  }

  @Test
  void anotherCommandAtAnOffsetThatTheTableHasRecordedStopsTheProcessor() {
    start(NONE, OnAlreadyDecided.SKIP);
    process(5, "a");
    start(NONE, OnAlreadyDecided.SKIP);
    assertThatThrownBy(() -> process(5, StreamFixture.record("a").withTimestamp(1)))
        .isInstanceOf(LogRewrittenException.class)
        .hasMessageContaining(StreamFixture.PARTITION + ": counter a: at offset 5, or before it,");
  }

  @Test
  void aStaleCommandIsSkippedIfThatIsConfigured() {
    holdStaleItem();
    start(NONE, OnAlreadyDecided.SKIP);
    process(5, "a");
    assertThat(context.forwarded()).isEmpty();
    process(6, "b");
    assertThat(context.forwarded()).hasSize(1);
  }

  @Test
  void brokersThatDoNotAcceptAnOutcomeInTimeAreAReasonToRejoin() {
    start(NONE, OnAlreadyDecided.STOP);
    context.failure = Optional.of(new StreamsException(new TimeoutException("60 s")));
    assertThatThrownBy(() -> process(5, "a"))
        .isInstanceOf(RejoinGroupException.class)
        .hasMessageStartingWith(
            StreamFixture.PARTITION + " offset 5: the brokers did not accept the outcome"
                + " in time (60 s); joining the group again");
    assertThat(context.committed()).isFalse();
  }

  @Test
  void anyOtherFailureToForwardIsPassedOn() {
    start(NONE, OnAlreadyDecided.STOP);
    StreamsException other = new StreamsException("a record is too large");
    context.failure = Optional.of(other);
    assertThatThrownBy(() -> process(5, "a")).isSameAs(other);
  }

  @Test
  void recordsInAnotherOrderThanPolledAreAReasonToRejoin() {
    start(NONE, OnAlreadyDecided.STOP);
    process(4, "a");
    fixture
        .thread()
        .partition(StreamFixture.PARTITION)
        .polled(
            List.of(
                PolledRecord.of(StreamFixture.polled(5, "b")),
                PolledRecord.of(StreamFixture.polled(6, "c"))),
            0);
    assertThatThrownBy(() -> process(6, "c"))
        .isInstanceOf(RejoinGroupException.class)
        .hasMessageContaining("offset 6 is processed where 5 is next");
  }

  @Test
  void anInterruptIsAReasonToRejoinAndStaysSet() {
    start(NONE, OnAlreadyDecided.STOP);
    table.becomeSilent();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> process(5, "a"))
        .isInstanceOf(RejoinGroupException.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aClosedTaskSubmitsNothingMore() {
    start(NONE, OnAlreadyDecided.STOP);
    process(5, "a");
    PartitionQueue queue = fixture.thread().partition(StreamFixture.PARTITION);
    processor.close();
    queue.polled(List.of(PolledRecord.of(StreamFixture.polled(6, "b"))), 0);
    assertThat(table.requested()).containsExactly("a");
    assertThat(fixture.thread().isDrained()).isTrue();
  }

  /** The counter's item records offsets up to 50, and the journal has forgotten them. */
  private void holdStaleItem() {
    table.hold(new CounterItem(
        "a",
        7,
        OptionalLong.of(7),
        List.of(new LogProgress(StreamFixture.SOURCE, 50, Journal.EMPTY)),
        Optional.empty()));
  }

  private void start(DecidedOffsets offsets, OnAlreadyDecided onAlreadyDecided) {
    Optional.ofNullable(processor).ifPresent(CommandProcessor::close);
    fixture = fixture == null ? new StreamFixture(table, offsets, onAlreadyDecided) : fixture;
    context = new Context(directory);
    processor = new CommandProcessor(fixture.dependencies());
    processor.init(context);
  }

  private void process(long offset, String counter) {
    process(offset, StreamFixture.record(counter));
  }

  private void process(long offset, Record<byte[], byte[]> record) {
    context.setRecordMetadata(
        StreamFixture.PARTITION.topic(), StreamFixture.PARTITION.partition(), offset);
    processor.process(record);
  }

  private Record<? extends byte[], ? extends OutboundRecord> onlyForwarded() {
    assertThat(context.forwarded()).hasSize(1);
    return context.forwarded().get(0).record();
  }

  private void assertNothingForwardedAndNoCommit() {
    assertThat(context.forwarded()).isEmpty();
    assertThat(context.committed()).isFalse();
  }
}

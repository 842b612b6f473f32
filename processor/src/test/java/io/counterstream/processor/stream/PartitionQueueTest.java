package io.counterstream.processor.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.core.BlindUpdate;
import io.counterstream.core.ConditionalPut;
import io.counterstream.core.CounterItem;
import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import io.counterstream.core.table.CounterTable;
import io.counterstream.core.table.WriteResponse;
import io.counterstream.processor.engine.Engine;
import io.counterstream.processor.engine.EngineListener;
import io.counterstream.processor.engine.EngineSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records reach the engine once, in order and without a gap, whatever the polls bring. */
class PartitionQueueTest {
  private final List<Long> begun = new ArrayList<>();
  private final Engine engine =
      new Engine(new BlindUpdates(), EngineSettings.DEFAULT, EngineListener.NONE);
  private final PartitionQueue queue = new PartitionQueue();

  /** Notes which counters, one per offset, are asked for first. */
  private final class BlindUpdates implements CounterTable {
    @Override
    public CompletionStage<Optional<CounterItem>> read(String counter) {
      throw new IllegalStateException("a blind update needs no read");
    }

    @Override
    public CompletionStage<WriteResponse> blindUpdate(BlindUpdate update) {
      begun.add(Long.parseLong(update.counter()));
      return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<WriteResponse> put(ConditionalPut put) {
      throw new IllegalStateException("no blind update was answered yet");
    }
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void aPollBeforeTheTaskIsReadyIsStartedWithItsFirstRecord() {
    queue.polled(records(5, 6, 7));
    ready();
    assertThat(begun).isEmpty();
    queue.next(record(5));
    assertThat(begun).containsExactly(5L, 6L, 7L);
  }

  @Test
  void aPollOfARunningTaskIsStartedAtOnce() {
    ready();
    queue.next(record(5));
    queue.polled(records(6, 9));
    assertThat(begun).containsExactly(5L, 6L, 9L);
    assertThat(queue.isDrained()).isFalse();
    queue.next(record(6));
    queue.next(record(9));
    assertThat(queue.isDrained()).isTrue();
  }

  @Test
  void whatWasPolledBeforeThePartitionMovedAwayAndBackIsForgotten() {
    queue.polled(records(1, 2, 3));
    queue.polled(records(2, 3, 4));
    ready();
    queue.next(record(2));
    assertThat(begun).containsExactly(2L, 3L, 4L);
  }

  @Test
  void recordsBelowTheFirstOneProcessedAreSkipped() {
    queue.polled(records(1, 2));
    queue.polled(records(8, 9));
    ready();
    queue.next(record(8));
    assertThat(begun).containsExactly(8L, 9L);
  }

  @Test
  void aRecordThatNoPollShowedIsStartedAlone() {
    queue.polled(records(7, 8));
    ready();
    queue.next(record(5));
    assertThat(begun).containsExactly(5L);
  }

  @Test
  void afterAPollThatFailedHalfWayRecordsAreStartedOneByOne() {
    ready();
    queue.next(record(1));
    List<PolledRecord> broken = new ArrayList<>(records(2, 3));
    broken.add(1, null);
    assertThatThrownBy(() -> queue.polled(broken)).isInstanceOf(NullPointerException.class);
    queue.polled(records(4, 5));
    assertThat(begun).containsExactly(1L);
    for (long offset = 2; offset <= 5; offset++) {
      queue.next(record(offset));
    }
    assertThat(begun).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void recordsInAnotherOrderThanPolledStopTheTask() {
    ready();
    queue.next(record(1));
    queue.polled(records(2, 3));
    assertThatThrownBy(() -> queue.next(record(3)))
        .isInstanceOf(OutOfOrderException.class)
        .hasMessage("offset 3 is processed where 2 is next");
  }

  @Test
  void aClosedTaskBeginsAnew() {
    ready();
    queue.next(record(1));
    queue.polled(records(2, 3));
    queue.close();
    queue.polled(records(2, 3));
    assertThat(begun).containsExactly(1L, 2L, 3L);
    ready();
    assertThat(queue.next(record(2))).isInstanceOf(SubmittedRecord.Command.class);
  }

  @Test
  void aTaskThatWasNotClosedBeginsAnewToo() {
    ready();
    queue.next(record(1));
    queue.polled(records(2, 3));
    ready();
    queue.next(record(1));
    queue.polled(records(2, 3));
    assertThat(begun).containsExactly(1L, 2L, 3L, 1L, 2L, 3L);
  }

  @Test
  void whatTheDecidedOffsetCoversIsNotSubmitted() {
    queue.polled(records(3, 4, 5));
    ready(new DecidedOffset(5));
    assertThat(queue.next(record(3))).isEqualTo(new SubmittedRecord.AlreadyDecided(3));
    assertThat(queue.next(record(4))).isEqualTo(new SubmittedRecord.AlreadyDecided(4));
    assertThat(queue.next(record(5))).isInstanceOf(SubmittedRecord.Command.class);
    assertThat(begun).containsExactly(5L);
  }

  private void ready() {
    ready(DecidedOffset.NONE);
  }

  private void ready(DecidedOffset decided) {
    LogSource log = new LogSource("topic", 0);
    queue.ready(first -> new OpenPartition(log, decided, engine.open(log, first)));
  }

  private static List<PolledRecord> records(long... offsets) {
    return LongStream.of(offsets).mapToObj(PartitionQueueTest::record).toList();
  }

  private static PolledRecord record(long offset) {
    String json =
        "{\"commandId\":\"c\",\"counter\":\"" + offset + "\",\"delta\":1,\"expected\":\"any\"}";
    return new PolledRecord(offset, 0, Long.toString(offset).getBytes(UTF_8), json.getBytes(UTF_8));
  }
}

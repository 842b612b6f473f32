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
class PartitionWorkTest {
  private final List<Long> begun = new ArrayList<>();
  private final Engine engine =
      new Engine(new BlindUpdates(), EngineSettings.DEFAULT, EngineListener.NONE);
  private final PartitionWork work = new PartitionWork();

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
    work.polled(records(5, 6, 7));
    ready();
    assertThat(begun).isEmpty();
    work.next(record(5));
    assertThat(begun).containsExactly(5L, 6L, 7L);
  }

  @Test
  void aPollOfARunningTaskIsStartedAtOnce() {
    ready();
    work.next(record(5));
    work.polled(records(6, 9));
    assertThat(begun).containsExactly(5L, 6L, 9L);
    assertThat(work.isDrained()).isFalse();
    work.next(record(6));
    work.next(record(9));
    assertThat(work.isDrained()).isTrue();
  }

  @Test
  void whatWasPolledBeforeThePartitionMovedAwayAndBackIsForgotten() {
    work.polled(records(1, 2, 3));
    work.polled(records(2, 3, 4));
    ready();
    work.next(record(2));
    assertThat(begun).containsExactly(2L, 3L, 4L);
  }

  @Test
  void recordsBelowTheFirstOneProcessedAreSkipped() {
    work.polled(records(1, 2));
    work.polled(records(8, 9));
    ready();
    work.next(record(8));
    assertThat(begun).containsExactly(8L, 9L);
  }

  @Test
  void aRecordThatNoPollShowedIsStartedAlone() {
    work.polled(records(7, 8));
    ready();
    work.next(record(5));
    assertThat(begun).containsExactly(5L);
  }

  @Test
  void afterAPollThatFailedHalfWayRecordsAreStartedOneByOne() {
    ready();
    work.next(record(1));
    List<PolledRecord> broken = new ArrayList<>(records(2, 3));
    broken.add(1, null);
    assertThatThrownBy(() -> work.polled(broken)).isInstanceOf(NullPointerException.class);
    work.polled(records(4, 5));
    assertThat(begun).containsExactly(1L);
    for (long offset = 2; offset <= 5; offset++) {
      work.next(record(offset));
    }
    assertThat(begun).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void recordsInAnotherOrderThanPolledStopTheTask() {
    ready();
    work.next(record(1));
    work.polled(records(2, 3));
    assertThatThrownBy(() -> work.next(record(3)))
        .isInstanceOf(OutOfOrderException.class)
        .hasMessage("offset 3 is processed where 2 is due");
  }

  @Test
  void aClosedTaskBeginsAnew() {
    ready();
    work.next(record(1));
    work.polled(records(2, 3));
    work.close();
    work.polled(records(2, 3));
    assertThat(begun).containsExactly(1L, 2L, 3L);
    ready();
    assertThat(work.next(record(2))).isInstanceOf(SubmittedRecord.Command.class);
  }

  @Test
  void aTaskThatWasNotClosedBeginsAnewToo() {
    ready();
    work.next(record(1));
    work.polled(records(2, 3));
    ready();
    work.next(record(1));
    work.polled(records(2, 3));
    assertThat(begun).containsExactly(1L, 2L, 3L, 1L, 2L, 3L);
  }

  @Test
  void whatTheMarkCoversIsNotStarted() {
    work.polled(records(3, 4, 5));
    ready(new DecidedOffset(5));
    assertThat(work.next(record(3))).isEqualTo(new SubmittedRecord.DecidedBefore(3));
    assertThat(work.next(record(4))).isEqualTo(new SubmittedRecord.DecidedBefore(4));
    assertThat(work.next(record(5))).isInstanceOf(SubmittedRecord.Command.class);
    assertThat(begun).containsExactly(5L);
  }

  private void ready() {
    ready(DecidedOffset.NONE);
  }

  private void ready(DecidedOffset mark) {
    LogSource log = new LogSource("topic", 0);
    work.ready(first -> new Following(log, mark, engine.open(log, first)));
  }

  private static List<PolledRecord> records(long... offsets) {
    return LongStream.of(offsets).mapToObj(PartitionWorkTest::record).toList();
  }

  private static PolledRecord record(long offset) {
    String json =
        "{\"commandId\":\"c\",\"counter\":\"" + offset + "\",\"delta\":1,\"expected\":\"any\"}";
    return new PolledRecord(offset, 0, Long.toString(offset).getBytes(UTF_8), json.getBytes(UTF_8));
  }
}

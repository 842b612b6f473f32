package io.counterstream.processor.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.core.BlindUpdate;
import io.counterstream.core.ConditionalPut;
import io.counterstream.core.CounterItem;
import io.counterstream.core.table.CounterTable;
import io.counterstream.core.table.UnreadableItemException;
import io.counterstream.core.table.WriteResponse;
import io.counterstream.processor.engine.Engine;
import io.counterstream.processor.engine.EngineListener;
import io.counterstream.processor.engine.EngineSettings;
import io.counterstream.processor.offsets.OnAlreadyDecided;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command whose outcome can't be had gives its task up, and its partition is held. */
class HeldCommandTest {
  private static final Duration SECONDS = Duration.ofSeconds(5);

  private final ManualClock clock = new ManualClock();
  private RuntimeException failure = new IllegalStateException("throttled");
  private final StreamFixture fixture =
      new StreamFixture(new MemoryTable(), FixedOffsets.NONE, OnAlreadyDecided.STOP);
  private final Engine engine =
      new Engine(new HotTable(), EngineSettings.DEFAULT, EngineListener.NONE, clock);
  private final HeldPartitions held = new HeldPartitions(
      clock,
      new Supervision(fixture.watch, OnItemFault.HOLD, Duration.ofSeconds(30)),
      engine::itemHash);
  private MockProcessorContext<byte[], OutboundRecord> context;
  private CommandProcessor processor;

  @TempDir
  private Path directory;

  /** A table that responds at once, and fails every request of the counter {@code hot}. */
  private final class HotTable implements CounterTable {
    @Override
    public CompletionStage<Optional<CounterItem>> read(String counter) {
      return respond(counter, Optional.empty());
    }

    @Override
    public CompletionStage<WriteResponse> blindUpdate(BlindUpdate update) {
      return respond(update.counter(), new WriteResponse.Refused(Optional.empty()));
    }

    @Override
    public CompletionStage<WriteResponse> put(ConditionalPut put) {
      return respond(put.item().counter(), new WriteResponse.Accepted(put.item()));
    }

    private <T> CompletionStage<T> respond(String counter, T response) {
      return counter.equals("hot")
          ? CompletableFuture.failedFuture(failure)
          : CompletableFuture.completedFuture(response);
    }
  }

  @BeforeEach
  void start() {
    TaskDependencies others = fixture.dependencies();
    TaskDependencies dependencies = new TaskDependencies(
        others.topics(),
        engine,
        others.topic(),
        others.format(),
        others.replies(),
        others.outcomeWaitMax(),
        others.threads(),
        others.staleRedeliveries(),
        others.guard(),
        others.advice(),
        others.listener(),
        others.repeats(),
        others.takeovers(),
        Optional.of(held));
    context = new MockProcessorContext<>(
        new Properties(), new TaskId(0, StreamFixture.PARTITION.partition()), directory.toFile());
    processor = new CommandProcessor(dependencies);
    processor.init(context);
  }

  @AfterEach
  void close() {
    engine.close();
    fixture.close();
  }

  private void process(long offset, String counter) {
    context.setRecordMetadata(
        StreamFixture.PARTITION.topic(), StreamFixture.PARTITION.partition(), offset);
    processor.process(StreamFixture.record(counter));
  }

  private void assertGivenUp(long offset, String counter) {
    assertThatThrownBy(() -> process(offset, counter)).isInstanceOf(RejoinGroupException.class);
  }

  private boolean isHeld() {
    return held.isHeld(StreamFixture.PARTITION);
  }

  @Test
  void aTimeOutByItselfHoldsNothing() {
    assertGivenUp(0, "hot");
    assertThat(isHeld()).isFalse();
  }

  @Test
  void aCounterWhoseRequestsFailForLongAloneHoldsItsPartition() {
    assertGivenUp(0, "hot");
    clock.pass(SECONDS);
    process(1, "other");
    clock.pass(SECONDS);
    assertGivenUp(2, "hot");
    assertThat(isHeld()).isTrue();
  }

  @Test
  void anOutageHoldsNothing() {
    assertGivenUp(0, "hot");
    clock.pass(SECONDS);
    clock.pass(SECONDS);
    assertGivenUp(1, "hot");
    assertThat(isHeld()).isFalse();
  }

  @Test
  void anItemAtFaultHoldsItsPartitionAtOnce() {
    failure = new UnreadableItemException("hot", "item of counter hot: journal must be B");
    assertThatThrownBy(() -> process(0, "hot"))
        .isInstanceOf(RejoinGroupException.class)
        .hasMessageContaining("the outcome can't be known: item of counter hot: journal must be B");
    assertThat(isHeld()).isTrue();
    assertThat(context.forwarded()).isEmpty();
  }
}

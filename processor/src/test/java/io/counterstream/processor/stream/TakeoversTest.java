package io.counterstream.processor.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.processor.offsets.OnAlreadyDecided;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A partition's records wait for the read of its takeover, and for no other one. */
class TakeoversTest {
  private static final List<TopicPartition> PARTITION = List.of(StreamFixture.PARTITION);

  private final List<Runnable> reading = new ArrayList<>();
  private final StreamFixture fixture = new StreamFixture(
      new MemoryTable(), new FixedOffsets(100, 100, 0, 200), OnAlreadyDecided.STOP);
  private final Takeovers takeovers = fixture.dependencies().takeovers();
  private final PartitionOpener opener =
      new PartitionOpener(fixture.dependencies(), StreamFixture.PARTITION);

  TakeoversTest() {
    fixture.runTakeovers(reading::add);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private boolean isPreparing() {
    return takeovers.isPreparing(StreamFixture.PARTITION);
  }

  @Test
  void aPartitionIsPreparedUntilItsReadEnds() {
    assertThat(isPreparing()).isFalse();
    takeovers.assigned(PARTITION);
    opener.prepare();
    assertThat(isPreparing()).isTrue();
    reading.get(0).run();
    assertThat(isPreparing()).isFalse();
  }

  @Test
  void theReadOfTheLastAssignmentCounts() {
    takeovers.assigned(PARTITION);
    opener.prepare();
    takeovers.assigned(PARTITION);
    reading.get(0).run();
    assertThat(isPreparing()).isTrue();
    reading.get(1).run();
    assertThat(isPreparing()).isFalse();
  }

  @Test
  void aRevokedPartitionIsNotPrepared() {
    takeovers.assigned(PARTITION);
    opener.prepare();
    takeovers.revoked(PARTITION);
    assertThat(isPreparing()).isFalse();
  }

  @Test
  void anOpenerTellsWhatItsReadWaitsForAsLongAsItLasts() {
    assertThat(opener.reads()).isEmpty();
    opener.prepare();
    assertThat(opener.reads().orElseThrow().detail().get()).isEqualTo(TakeoverRead.OFFSETS);
    reading.get(0).run();
    assertThat(opener.reads()).isEmpty();
  }
}

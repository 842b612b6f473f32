package io.counterstream.processor.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.core.LogSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is remembered of other logs: what was found, and never less. */
class CachedOtherLogsTest {
  private static final LogSource LOG = new LogSource("T", 1);

  private final Deque<Supplier<OptionalLong>> found = new ArrayDeque<>();
  private final CachedOtherLogs logs = new CachedOtherLogs(wanted -> {
    assertThat(wanted).containsExactly(LOG);
    OptionalLong offset = found.remove().get();
    return offset.isPresent() ? Map.of(LOG, offset.getAsLong()) : Map.of();
  });

  @AfterEach
  void close() {
    logs.close();
  }

  @Test
  void aLogIsUnknownUntilItWasLookedAt() {
    found.add(() -> OptionalLong.of(7));
    logs.look();
    assertThat(found).as("nobody has asked").hasSize(1);
    assertThat(logs.neededFrom(LOG)).isZero();
    logs.look();
    assertThat(logs.neededFrom(LOG)).isEqualTo(7);
  }

  /** A broker without the cluster's newest metadata does not know a new topic. */
  @Test
  void aLogIsGoneOnceAllLooksOfFiveMinutesHaveFoundThat() {
    assertThat(logs.neededFrom(LOG)).isZero();
    lookAtGone(CachedOtherLogs.LOOKS_UNTIL_GONE - 1);
    found.add(OptionalLong::empty);
    assertThat(logs.neededFrom(LOG)).isZero();
    logs.look();
    lookAtGone(CachedOtherLogs.LOOKS_UNTIL_GONE - 1);
    assertThat(logs.neededFrom(LOG)).isZero();
    lookAtGone(1);
    assertThat(logs.neededFrom(LOG)).isEqualTo(Long.MAX_VALUE);
    logs.look();
    assertThat(found).as("nothing to look for any more").isEmpty();
  }

  private void lookAtGone(int times) {
    for (int looks = 0; looks < times; looks++) {
      found.add(() -> OptionalLong.of(Long.MAX_VALUE));
      logs.neededFrom(LOG);
      logs.look();
    }
  }

  /** Brokers respond to every instance; most counters of other logs are idle. */
  @Test
  void aLogIsLookedAtOnlyIfItIsAskedFor() {
    found.add(() -> OptionalLong.of(7));
    found.add(() -> OptionalLong.of(8));
    logs.neededFrom(LOG);
    logs.look();
    logs.look();
    assertThat(found).as("nobody has asked since").hasSize(1);
    assertThat(logs.neededFrom(LOG)).isEqualTo(7);
    logs.look();
    assertThat(logs.neededFrom(LOG)).isEqualTo(8);
  }

  @Test
  void whatCanNotBeReadStaysAsItWas() {
    found.add(() -> OptionalLong.of(7));
    found.add(OptionalLong::empty);
    found.add(() -> {
      throw new TimeoutException("no broker");
    });
    found.add(() -> OptionalLong.of(5));
    assertThat(logs.neededFrom(LOG)).isZero();
    for (int looks = 0; looks < 4; looks++) {
      logs.look();
      assertThat(logs.neededFrom(LOG)).isEqualTo(7);
    }
    assertThat(found).isEmpty();
  }
}

package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.Topics;
import io.counterstream.processor.progress.Stall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

/** A topic that was created again, and a partition without a leader, are noticed. */
class TopicWatchTest {
  private final AtomicLong nanos = new AtomicLong();
  private final TopicWatch watch = new TopicWatch(null, Topics.DEFAULT, nanos::get);

  @Test
  void aCommandTopicThatIsCreatedAgainWasDeleted() {
    watch.missingIn(topic(Topics.DEFAULT.commands(), new Uuid(1, 1), new Node(1, "broker", 9092)));
    assertThat(watch.commandTopicWasDeleted()).isFalse();
    watch.missingIn(topic(Topics.DEFAULT.applied(), new Uuid(2, 2), new Node(1, "broker", 9092)));
    assertThat(watch.commandTopicWasDeleted()).isFalse();
    watch.missingIn(topic(Topics.DEFAULT.commands(), new Uuid(1, 2), new Node(1, "broker", 9092)));
    assertThat(watch.commandTopicWasDeleted()).isTrue();
  }

  @Test
  void aPartitionWithoutALeaderIsMissing() {
    assertThat(watch.missingIn(topic(Topics.DEFAULT.applied(), Uuid.ONE_UUID, Node.noNode())))
        .extracting(TopicWatch.Missing::text)
        .containsExactly("a leader of partition counter-applied-0");
  }

  @Test
  void aPartitionWithoutALeaderStallsTheProcessorThatProcessesItsCommands() {
    Map<String, Future<TopicDescription>> leaderless = Map.of(
        Topics.DEFAULT.applied(),
        CompletableFuture.completedFuture(
            topic(Topics.DEFAULT.applied(), Uuid.ONE_UUID, Node.noNode())));
    watch.look(leaderless, Duration.ofSeconds(1));
    assertThat(watch.stalls(List.of("counter-commands-1"))).isEmpty();
    nanos.addAndGet(Duration.ofSeconds(7).toNanos());
    watch.look(leaderless, Duration.ofSeconds(1));
    assertThat(watch.stalls(List.of("counter-commands-1"))).isEmpty();
    String text = "counter-commands-0: waits for a leader of partition counter-applied-0 (for 7 s)";
    assertThat(watch.stalls(List.of("counter-commands-0", "counter-commands-1")))
        .extracting(Stall::text)
        .containsExactly(text);
    assertThat(watch.stalls(List.of()))
        .as("its task was given up")
        .extracting(Stall::text)
        .containsExactly(text);
    watch.look(Map.of(), Duration.ofSeconds(1));
    watch.look(leaderless, Duration.ofSeconds(1));
    nanos.addAndGet(Duration.ofSeconds(7).toNanos());
    assertThat(watch.stalls(List.of())).as("without a leader again").isEmpty();
  }

  @Test
  void aTopicThatIsMissingStallsEveryProcessor() {
    Map<String, Future<TopicDescription>> missing = Map.of(
        Topics.DEFAULT.applied(),
        CompletableFuture.failedFuture(new UnknownTopicOrPartitionException()));
    watch.look(missing, Duration.ofSeconds(1));
    nanos.addAndGet(Duration.ofSeconds(7).toNanos());
    assertThat(watch.stalls(List.of())).hasSize(1);
  }

  private static TopicDescription topic(String name, Uuid id, Node leader) {
    return new TopicDescription(
        name, false, List.of(new TopicPartitionInfo(0, leader, List.of(), List.of())), null, id);
  }
}

package io.counterstream.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.MemberAssignment;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** When processors share the work. */
final class StreamsGroupTest {
  @Test
  void sharesIfEachHasItsPartInAnyOfItsThreads() {
    assertThat(StreamsGroup.isShared(
            List.of(thread("a", 1, 0, 4), thread("a", 2, 4, 4), thread("b", 1, 4, 8)), 2))
        .isTrue();
  }

  @Test
  void doesNotShareWhileOneHasMore() {
    assertThat(StreamsGroup.isShared(List.of(thread("a", 1, 0, 5), thread("b", 1, 5, 8)), 2))
        .isFalse();
    assertThat(StreamsGroup.isShared(List.of(thread("a", 1, 0, 4), thread("a", 2, 4, 8)), 2))
        .isFalse();
    assertThat(StreamsGroup.isShared(List.of(thread("a", 1, 0, 0), thread("b", 1, 0, 0)), 2))
        .isFalse();
  }

  private static MemberDescription thread(String processor, int number, int first, int end) {
    Set<TopicPartition> partitions = IntStream.range(first, end)
        .mapToObj(partition -> new TopicPartition("commands", partition))
        .collect(Collectors.toSet());
    String client = "app-" + processor + "-StreamThread-" + number + "-consumer";
    return new MemberDescription(
        client,
        Optional.empty(),
        Optional.empty(),
        client,
        "host",
        new MemberAssignment(partitions),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}

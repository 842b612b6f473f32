package io.counterstream.analytics.api;

import io.counterstream.analytics.stream.StateStores;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The instances of the group, by what Kafka Streams knows of them. Thread-safe. */
final class StreamsPeers implements Peers {
  private static final Logger LOG = LoggerFactory.getLogger(StreamsPeers.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final KafkaStreams streams;
  private final String self;
  private final String topic;
  private final ConsumedOffsets offsets;
  private final HttpClient http = HttpClient.newBuilder()
      .connectTimeout(Duration.ofSeconds(1))
      .version(HttpClient.Version.HTTP_1_1)
      .build();

  /**
   * Creates it.
   *
   * @param topic whose partitions say which instance has which
   */
  StreamsPeers(KafkaStreams streams, String self, String topic, ConsumedOffsets offsets) {
    this.streams = streams;
    this.self = self;
    this.topic = topic;
    this.offsets = offsets;
  }

  @Override
  public SortedSet<String> all() {
    SortedSet<String> all =
        metadata().stream().map(StreamsPeers::name).collect(Collectors.toCollection(TreeSet::new));
    all.add(self);
    return all;
  }

  private List<StreamsMetadata> metadata() {
    try {
      return List.copyOf(streams.streamsMetadataForStore(StateStores.COUNTERS));
    } catch (StreamsNotStartedException starting) {
      return List.of();
    } catch (IllegalStateException ending) {
      return List.of();
    }
  }

  private static String name(StreamsMetadata instance) {
    return instance.host() + ":" + instance.port();
  }

  @Override
  public List<String> withPartition(int partition) {
    TopicPartition wanted = new TopicPartition(topic, partition);
    List<StreamsMetadata> metadata = metadata();
    List<String> found = new ArrayList<>();
    metadata.stream()
        .filter(instance -> instance.topicPartitions().contains(wanted))
        .forEach(instance -> found.add(name(instance)));
    metadata.stream()
        .filter(instance -> hasCopy(instance, wanted))
        .forEach(instance -> found.add(name(instance)));
    found.remove(self);
    return found;
  }

  private static boolean hasCopy(StreamsMetadata instance, TopicPartition wanted) {
    Set<TopicPartition> copies = instance.standbyTopicPartitions();
    return copies.contains(wanted);
  }

  @Override
  public Optional<Parts.Reply> ask(
      String instance, PartitionQuery query, List<Integer> partitions) {
    String wanted = partitions.stream().map(Object::toString).collect(Collectors.joining(","));
    // The type is named for the reader, so the declared one is the interface.
    String json = ApiJson.queryText(query);
    URI address = URI.create("http://" + instance + "/internal/parts?partitions=" + wanted
        + "&query=" + URLEncoder.encode(json, StandardCharsets.UTF_8));
    try {
      HttpResponse<byte[]> response = http.send(
          HttpRequest.newBuilder(address).timeout(TIMEOUT).build(),
          HttpResponse.BodyHandlers.ofByteArray());
      return response.statusCode() == 200
          ? Optional.of(ApiJson.read(response.body(), Parts.Reply.class))
          : Optional.empty();
    } catch (IOException away) {
      LOG.debug("Instance {} does not answer", instance, away);
      return Optional.empty();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public Map<Integer, Long> behind() {
    return offsets.behind();
  }
}

package io.counterstream.client;

import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import io.counterstream.contract.json.MalformedOutcomeException;
import io.counterstream.contract.json.OutcomeCodec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads one partition of the result topics again, from a position up to its present end, for the
 * outcome of one command. For the rare case of doubt; each search has consumers of its own.
 */
final class OutcomeLookup {
  private static final int SEARCHES_MAX = 4;
  private static final Duration POLL = Duration.ofMillis(100);

  private final ClientConfig config;
  private final Worker worker;
  private final ThreadPoolExecutor searches = new ThreadPoolExecutor(
      SEARCHES_MAX, SEARCHES_MAX, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
        Thread thread = new Thread(task, "counterstream-client-lookup");
        thread.setDaemon(true);
        return thread;
      });

  OutcomeLookup(ClientConfig config, Worker worker) {
    this.config = config;
    this.worker = worker;
    searches.allowCoreThreadTimeOut(true);
  }

  /** As {@link Commands#find}. */
  CompletableFuture<Optional<Outcome>> find(
      String commandId, SendPosition from, Deadline deadline) {
    CompletableFuture<Optional<Outcome>> result = new CompletableFuture<>();
    searches.execute(() -> {
      try {
        Optional<Outcome> found = new Search(commandId, from, deadline).run();
        worker.execute(() -> result.complete(found));
      } catch (KafkaException | OutcomeUnknownException failed) {
        RuntimeException failure = failed instanceof KafkaException
            ? unknown(commandId, from, "the result topics can't be read: " + failed, failed)
            : failed;
        worker.execute(() -> result.completeExceptionally(failure));
      }
    });
    return result;
  }

  void close() {
    searches.shutdown();
  }

  private static OutcomeUnknownException unknown(
      String commandId, SendPosition from, String reason, Throwable cause) {
    return new OutcomeUnknownException(
        "the outcome of command " + commandId + " on counter " + from.counter()
            + " is still not known: " + reason + "; ask again",
        commandId,
        from,
        false,
        cause);
  }

  /** One pass over the partition. Of one thread. */
  private final class Search {
    private final String commandId;
    private final SendPosition from;
    private final Deadline deadline;
    private final Map<TopicPartition, Long> starts = new LinkedHashMap<>();
    private Optional<Outcome> found = Optional.empty();

    Search(String commandId, SendPosition from, Deadline deadline) {
      this.commandId = commandId;
      this.from = from;
      this.deadline = deadline;
      Topics topics = config.topics();
      starts.put(new TopicPartition(topics.applied(), from.partition()), from.applied());
      starts.put(new TopicPartition(topics.conflicts(), from.partition()), from.conflicts());
      starts.put(new TopicPartition(topics.rejected(), from.partition()), from.rejected());
    }

    Optional<Outcome> run() {
      Map<TopicPartition, Long> ends = uncommittedEnds();
      KafkaConsumer<byte[], byte[]> consumer = KafkaClients.committedReader(config);
      try {
        requireKept(consumer);
        consumer.assign(starts.keySet());
        starts.forEach(consumer::seek);
        while (!isApplied()
            && ends.keySet().stream()
                .anyMatch(
                    place -> consumer.position(place, deadline.remaining()) < ends.get(place))) {
          if (deadline.passed()) {
            throw unknown(commandId, from, "reading took longer than " + deadline, null);
          }
          consumer.poll(POLL).forEach(this::look);
        }
        return found;
      } finally {
        KafkaClients.close(consumer);
      }
    }

    /**
     * A decision that anybody may have seen was written before its transaction was committed. So it
     * stands below this end, even if the mark of the commit has not come to its topic yet.
     */
    private Map<TopicPartition, Long> uncommittedEnds() {
      KafkaConsumer<byte[], byte[]> consumer = KafkaClients.uncommittedReader(config);
      try {
        return consumer.endOffsets(starts.keySet(), deadline.remaining());
      } finally {
        KafkaClients.close(consumer);
      }
    }

    private void requireKept(KafkaConsumer<byte[], byte[]> consumer) {
      consumer.beginningOffsets(starts.keySet(), deadline.remaining()).forEach((place, first) -> {
        if (first > starts.get(place)) {
          throw unknown(
              commandId,
              from,
              place + " begins at " + first + ", and what stood at " + starts.get(place)
                  + " was deleted (see the topic's retention)",
              null);
        }
      });
    }

    private boolean isApplied() {
      return found.isPresent() && found.get().type() == Outcome.Type.APPLIED;
    }

    private void look(ConsumerRecord<byte[], byte[]> message) {
      Optional<Outcome> outcome = decoded(message);
      boolean ours = outcome.isPresent()
          && outcome.get().commandId().equals(commandId)
          && outcome.get().counterName().map(from.counter()::equals).orElse(true);
      if (ours && !isApplied()) {
        found = outcome;
      }
    }

    private static Optional<Outcome> decoded(ConsumerRecord<byte[], byte[]> message) {
      try {
        return Optional.ofNullable(message.value()).map(OutcomeCodec::decode);
      } catch (MalformedOutcomeException noOutcome) {
        return Optional.empty();
      }
    }
  }
}

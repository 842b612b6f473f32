package io.counterstream.client;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import io.counterstream.contract.advice.ShellCommand;
import io.counterstream.contract.failure.Causes;
import io.counterstream.contract.json.OutcomeCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Searches one partition of the result topics, from a position up to its present end, for the
 * outcome of one command. Needed only when an outcome did not arrive in time, so each search opens
 * consumers of its own.
 */
final class OutcomeLookup {
  private static final int SEARCHES_MAX = 4;
  private static final String CLOSED = "the client was closed";
  private static final Duration POLL = Duration.ofMillis(100);

  private final ClientConfig config;
  private final Scheduler scheduler;
  private final Set<Runnable> pending = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor searches = new ThreadPoolExecutor(
      SEARCHES_MAX, SEARCHES_MAX, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
        Thread thread = new Thread(task, "counterstream-client-lookup");
        thread.setDaemon(true);
        return thread;
      });

  OutcomeLookup(ClientConfig config, Scheduler scheduler) {
    this.config = config;
    this.scheduler = scheduler;
    searches.allowCoreThreadTimeOut(true);
  }

  /** See {@link CommandChannel#find}. */
  CompletableFuture<Optional<Outcome>> find(
      String commandId, SendPosition from, Deadline deadline) {
    CompletableFuture<Optional<Outcome>> result = new CompletableFuture<>();
    Runnable atClose = () -> result.completeExceptionally(unknown(commandId, from, CLOSED, null));
    pending.add(atClose);
    result.whenComplete((found, failure) -> pending.remove(atClose));
    try {
      searches.execute(() -> search(new Search(commandId, from, deadline), result));
    } catch (RejectedExecutionException closed) {
      atClose.run();
    }
    return result;
  }

  private void search(Search search, CompletableFuture<Optional<Outcome>> result) {
    Runnable end;
    try {
      Optional<Outcome> found = search.runToOriginal();
      end = () -> result.complete(found);
    } catch (OutcomeUnknownException unknown) {
      end = () -> result.completeExceptionally(unknown);
    } catch (RuntimeException | Error failed) {
      // Also an error, such as the lack of a class that another version of a library has.
      String reason = "the result topics can't be read: " + Causes.explain(failed);
      end = () ->
          result.completeExceptionally(unknown(search.commandId, search.from, reason, failed));
    }
    if (!result.isDone()) {
      scheduler.execute(end);
    }
  }

  /** Returns the command line that finds the outcome of a command, for pasting into a shell. */
  String commandLine(CounterCommand command) {
    List<String> words = new ArrayList<>(List.of("outcome"));
    words.add("--bootstrap-server=" + config.bootstrapServers());
    if (!config.topics().equals(Topics.DEFAULT)) {
      words.add("--topic-prefix=" + config.topics().prefix());
    }
    words.addAll(List.of("--counter=" + command.counter(), "--", command.commandId()));
    return ShellCommand.counterstream(words);
  }

  /** Fails the searches that have not ended. */
  void close() {
    searches.shutdown();
    pending.forEach(scheduler::execute);
  }

  private OutcomeUnknownException unknown(
      String commandId, SendPosition from, String reason, Throwable cause) {
    return new OutcomeUnknownException(
        "the outcome of command " + commandId + " on counter " + from.counter()
            + " is still not known: " + reason + "; ask again, or look for it in "
            + from.places(config.topics()),
        commandId,
        from,
        false,
        cause);
  }

  /** Passes over the partition; belongs to one thread. */
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

    /** Follows a command that was sent again to the outcome of the first one. */
    Optional<Outcome> runToOriginal() {
      Optional<Outcome.Original> before = Optional.empty();
      for (Optional<Outcome> outcome = run(); ; outcome = run()) {
        Optional<Outcome.Original> original = outcome
            .filter(Search::isRepeat)
            .flatMap(repeat -> ((Outcome.Rejected) repeat).original());
        if (original.isEmpty() || original.equals(before)) {
          return outcome;
        }
        before = original;
        startAt(original.get().timestamp());
      }
    }

    /** No outcome is before that of its command's timestamp. */
    private void startAt(Instant timestamp) {
      KafkaConsumer<byte[], byte[]> consumer = KafkaClients.committedReader(config);
      try {
        Map<TopicPartition, Long> times = new HashMap<>();
        starts.keySet().forEach(each -> times.put(each, timestamp.toEpochMilli()));
        consumer.offsetsForTimes(times, deadline.remaining()).forEach((each, at) -> {
          if (at != null) {
            starts.merge(each, at.offset(), Math::min);
          }
        });
      } finally {
        KafkaClients.close(consumer);
      }
    }

    private Optional<Outcome> run() {
      Map<TopicPartition, Long> ends = uncommittedEnds();
      KafkaConsumer<byte[], byte[]> consumer = KafkaClients.committedReader(config);
      try {
        requireKept(consumer);
        consumer.assign(starts.keySet());
        starts.forEach(consumer::seek);
        while (!isApplied()
            && ends.keySet().stream()
                .anyMatch(each -> consumer.position(each, deadline.remaining()) < ends.get(each))) {
          if (deadline.passed()) {
            throw unknown(commandId, from, "reading took longer than " + deadline, null);
          }
          consumer.poll(POLL).forEach(this::inspect);
        }
        return found;
      } finally {
        KafkaClients.close(consumer);
      }
    }

    /**
     * An outcome that any reader has seen was written before its transaction was committed. So it
     * is below this end, even if the transaction's marker has not been written to its topic yet.
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
      consumer.beginningOffsets(starts.keySet(), deadline.remaining()).forEach((each, first) -> {
        if (first > starts.get(each)) {
          throw unknown(
              commandId,
              from,
              each + " starts at offset " + first + ", and the records from offset "
                  + starts.get(each) + " were deleted (see the topic's retention)",
              null);
        }
      });
    }

    private static boolean isRepeat(Outcome outcome) {
      return outcome instanceof Outcome.Rejected rejected && rejected.isRepeat();
    }

    private boolean isApplied() {
      return found.isPresent() && found.get().type() == Outcome.Type.APPLIED;
    }

    private void inspect(ConsumerRecord<byte[], byte[]> message) {
      OutcomeCodec.tryDecode(message.value())
          .filter(outcome -> outcome.commandId().equals(commandId))
          .filter(outcome -> outcome.counterName().map(from.counter()::equals).orElse(true))
          .filter(outcome -> !isApplied())
          .filter(outcome -> found.isEmpty() || !isRepeat(outcome) || isRepeat(found.get()))
          .ifPresent(outcome -> found = Optional.of(outcome));
    }
  }
}

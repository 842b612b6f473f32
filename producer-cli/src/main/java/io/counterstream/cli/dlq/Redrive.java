package io.counterstream.cli.dlq;

import io.counterstream.cli.dlq.Correction.Place;
import io.counterstream.cli.kafka.KafkaConnection;
import io.counterstream.cli.kafka.ReceivedDeadLetter;
import io.counterstream.cli.kafka.RecordPlace;
import io.counterstream.cli.kafka.TopicRange;
import io.counterstream.cli.kafka.TopicSurvey;
import io.counterstream.cli.terminal.CliException;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.failure.Causes;
import io.counterstream.contract.json.CommandCodec;
import io.counterstream.contract.json.DecodedCommand;
import io.counterstream.contract.kafka.CommandPosition;
import io.counterstream.contract.kafka.RedriveHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.InvalidTxnStateException;

/** Sends dead letters again, as corrected commands. Sends none twice unless it is asked to. */
public final class Redrive {
  private final KafkaConnection connection;
  private final Listener listener;
  private final Supplier<RedriveProducer> takeOver;
  private final Set<String> sources = new HashSet<>();
  private long sent;
  private long sentBefore;
  private long refused;

  /** Creates one that reports to {@code listener}. */
  public Redrive(KafkaConnection connection, Listener listener) {
    this(connection, listener, () -> RedriveProducer.takeOver(connection));
  }

  /** Creates one whose producers take over from each other. */
  Redrive(KafkaConnection connection, Listener listener, Supplier<RedriveProducer> takeOver) {
    this.connection = connection;
    this.listener = listener;
    this.takeOver = takeOver;
  }

  /** Receives what became of each dead letter. */
  public interface Listener {
    /** The command is in the log. */
    void sent(Place deadLetter, CounterCommand command, RecordPlace place);

    /** A command that was sent instead of this dead letter is in the log already. */
    void sentBefore(Place deadLetter, RecordPlace place);

    /** Nothing was sent. */
    void refused(String message);
  }

  /**
   * How many dead letters were sent, had been sent before, were refused.
   *
   * @param sent by this run
   * @param sentBefore by an earlier run
   * @param refused not sent
   */
  public record Summary(long sent, long sentBefore, long refused) {}

  /** A command to send instead of a dead letter. */
  record Prepared(Place place, ReceivedDeadLetter letter, CounterCommand command) {
    CommandPosition source() {
      return letter.source().orElseThrow();
    }
  }

  /**
   * Sends.
   *
   * @param again whether to send what was sent before, or may have been
   * @throws CliException if the brokers refuse; the message says what
   *     is in the log
   */
  public Summary run(List<Correction> corrections, boolean again) {
    new TopicSurvey(connection).requireCommandTopic(Set.of(AclOperation.READ, AclOperation.WRITE));
    Queue<Prepared> waiting = new ArrayDeque<>();
    // From here on no other process sends dead letters of this topic.
    try (RedriveProducer producer = takeOver.get()) {
      Map<Place, ReceivedDeadLetter> letters = read(corrections);
      corrections.forEach(correction ->
          prepare(correction, letters.get(correction.place()), again).ifPresent(waiting::add));
      send(waiting, again, producer);
    } catch (CliException failure) {
      // Brokers may refuse the first transaction after a takeover for the state of the one before.
      if (waiting.isEmpty()
          || Causes.find(InvalidTxnStateException.class, failure).isEmpty()) {
        throw failure;
      }
      try (RedriveProducer producer = takeOver.get()) {
        send(waiting, again, producer);
      }
    }
    return new Summary(sent, sentBefore, refused);
  }

  /** Sends those that wait, unless they were sent before the takeover. */
  private void send(Queue<Prepared> waiting, boolean again, RedriveProducer producer) {
    SentBefore before = again
        ? SentBefore.nothing()
        : SentBefore.search(connection, waiting.stream().map(Prepared::letter).toList());
    waiting.removeIf(each -> isSettled(each, before));
    producer.send(List.copyOf(waiting), (each, place) -> {
      waiting.remove();
      sent++;
      listener.sent(each.place(), each.command(), place);
    });
  }

  private Map<Place, ReceivedDeadLetter> read(List<Correction> corrections) {
    Set<Place> wanted = new HashSet<>();
    corrections.forEach(correction -> wanted.add(correction.place()));
    Map<Place, ReceivedDeadLetter> letters = new HashMap<>();
    try (TopicRange topic = TopicRange.open(connection, connection.topics().deadLetters())) {
      Map<Integer, Long> starts = topic.starts();
      Map<Integer, Long> ends = topic.ends();
      Map<Integer, Long> from = new HashMap<>();
      Map<Integer, Long> to = new HashMap<>();
      for (Place place : wanted) {
        boolean exists = place.offset() >= starts.getOrDefault(place.partition(), Long.MAX_VALUE)
            && place.offset() < ends.getOrDefault(place.partition(), 0L);
        if (exists) {
          from.merge(place.partition(), place.offset(), Math::min);
          to.merge(place.partition(), place.offset() + 1, Math::max);
        }
      }
      topic.read(from, to, message -> {
        Place place = new Place(message.partition(), message.offset());
        if (wanted.contains(place)) {
          letters.put(place, new ReceivedDeadLetter(message));
        }
      });
    }
    return letters;
  }

  private Optional<Prepared> prepare(
      Correction correction, ReceivedDeadLetter letter, boolean again) {
    Place place = correction.place();
    Optional<CommandPosition> source =
        Optional.ofNullable(letter).flatMap(ReceivedDeadLetter::source);
    if (source.isEmpty()) {
      return refuse(
          correction,
          letter == null
              ? "there is no dead letter " + place + " in "
                  + connection.topics().deadLetters()
              : "the record " + place + " of " + connection.topics().deadLetters()
                  + " is no processor's dead letter: send its command with 'publish'");
    }
    String id = RedriveHeaders.idOf(source.get());
    if (correction.source().filter(expected -> !expected.equals(id)).isPresent()) {
      return refuse(
          correction,
          "the dead letter " + place + " is another one now, of record " + id + ", expected "
              + correction.source().get() + ": was the topic created again? List it again");
    }
    if (sources.contains(id) && !again) {
      return refuse(
          correction, "the dead letter " + place + " is chosen more than once; --again sends all");
    }
    return prepare(correction, letter, source.get());
  }

  private Optional<Prepared> prepare(
      Correction correction, ReceivedDeadLetter letter, CommandPosition source) {
    Place place = correction.place();
    Optional<byte[]> json = correction
        .command()
        .or(() ->
            ReadableCommand.of(letter).object().map(text -> text.getBytes(StandardCharsets.UTF_8)));
    if (json.isEmpty()) {
      return refuse(
          correction,
          "the dead letter " + place + " has no JSON object: give a corrected one in a FILE");
    }
    DecodedCommand decoded = CommandCodec.decodeUnsent(json.get(), commandId(source));
    if (decoded instanceof DecodedCommand.Valid valid) {
      sources.add(RedriveHeaders.idOf(source));
      return Optional.of(new Prepared(place, letter, valid.command()));
    }
    return refuse(
        correction,
        "the command instead of dead letter " + place + " is not valid: "
            + (decoded instanceof DecodedCommand.Invalid invalid
                ? invalid.message()
                : ((DecodedCommand.Unreadable) decoded).message()));
  }

  /** Returns the id of a command that has none: the same for every copy of its record. */
  private static String commandId(CommandPosition source) {
    return RedriveHeaders.idOf(source).replace('/', '-');
  }

  private Optional<Prepared> refuse(Correction correction, String message) {
    refused++;
    listener.refused(correction.where() + ": " + message);
    return Optional.empty();
  }

  /** Returns whether a dead letter is not to be sent. */
  private boolean isSettled(Prepared prepared, SentBefore before) {
    Optional<RecordPlace> earlier = before.place(prepared.source());
    if (earlier.isPresent()) {
      sentBefore++;
      listener.sentBefore(prepared.place(), earlier.get());
      return true;
    }
    if (before.isUnknown(prepared.source())) {
      refused++;
      listener.refused("dead letter " + prepared.place() + ": can't tell whether it was sent"
          + " before, because " + connection.topics().commands()
          + " no longer has all records since then; --again sends it");
      return true;
    }
    return false;
  }
}

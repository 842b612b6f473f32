package io.counterstream.analytics.stream;

import io.counterstream.analytics.model.Alert;
import io.counterstream.analytics.model.OutcomePlace;
import io.counterstream.analytics.model.SeenOutcome;
import io.counterstream.analytics.model.Totals;
import io.counterstream.analytics.stream.CounterStates.Now;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.MalformedOutcomeException;
import io.counterstream.contract.json.OutcomeCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/** Analyses the outcomes of one partition. Owned by the stream thread. */
final class OutcomeAnalysis implements Processor<byte[], byte[], byte[], byte[]> {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int CLOSED_PER_RECORD = 200;
  private static final int CLOSED_PER_TICK = 20_000;

  private final AnalysisSettings settings;
  private final LiveState live;
  private ProcessorContext<byte[], byte[]> context;
  private KeyValueStore<Bytes, byte[]> totalsStore;
  private Bytes totalsKey;
  private Totals totals;
  private byte[] saved;
  private AnalysisOutput output;
  private CounterWindows windows;
  private CounterStates states;
  private HotMinutes hot;
  private int partition;

  OutcomeAnalysis(AnalysisSettings settings, LiveState live) {
    this.settings = settings;
    this.live = live;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> given) {
    context = given;
    partition = context.taskId().partition();
    totalsStore = context.getStateStore(StateStores.TOTALS);
    totalsKey = StateStores.partitionKey(partition);
    saved = totalsStore.get(totalsKey);
    totals = Totals.decode(saved);
    output = new AnalysisOutput(context, settings.topics());
    hot = new HotMinutes(
        context.getStateStore(StateStores.HOT), context.getStateStore(StateStores.OPEN));
    windows = new CounterWindows(context, settings, output, hot);
    states = new CounterStates(context, settings, output);
    live.opened(partition, hot);
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  private void tick(long nowMillis) {
    states.expireGaps(new Now(nowMillis, totals));
    states.writeRollups(nowMillis);
    windows.closeCounters(totals.streamTimeMillis(), CLOSED_PER_TICK);
    save();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata metadata = context.recordMetadata().orElseThrow();
    OutcomePlace place = place(record, metadata);
    long nowMillis = context.currentSystemTimeMs();
    Optional<Outcome> outcome = decode(record, place, nowMillis);
    if (outcome.isPresent() && isMisplaced(outcome.get(), metadata)) {
      output.misplaced(outcome.get().counterName().orElseThrow(), record, place);
      return;
    }
    outcome.ifPresent(seen -> analyse(seen, record, place, nowMillis));
    totals.updatedAt(nowMillis);
    save();
  }

  private Optional<Outcome> decode(
      Record<byte[], byte[]> record, OutcomePlace place, long nowMillis) {
    try {
      return Optional.of(OutcomeCodec.decode(record.value()));
    } catch (MalformedOutcomeException malformed) {
      totals.addMalformed();
      states.raise(Alert.malformed(place, malformed.getMessage()), new Now(nowMillis, totals));
      return Optional.empty();
    }
  }

  private void analyse(
      Outcome outcome, Record<byte[], byte[]> record, OutcomePlace place, long nowMillis) {
    totals.outcomes().add(outcome);
    live.latencies().record(nowMillis, record.timestamp());
    if (outcome.timestamp().isAfter(Instant.ofEpochMilli(record.timestamp()))) {
      totals.addEarly();
    } else {
      long before = totals.streamTimeMillis();
      totals.advanceTo(record.timestamp());
      windows.closeSeconds(before, totals.streamTimeMillis());
      windows.closeCounters(totals.streamTimeMillis(), CLOSED_PER_RECORD);
      windows.add(outcome, record.timestamp(), totals);
    }
    SeenOutcome seen =
        new SeenOutcome(outcome, place, OutcomePositions.positionOf(record.headers()));
    outcome
        .counterName()
        .ifPresent(counter ->
            states.follow(counter, seen, record.timestamp(), new Now(nowMillis, totals)));
  }

  /** Writes nothing while nothing happens, so that an idle partition has no transactions. */
  private void save() {
    byte[] encoded = totals.encode();
    if (!Arrays.equals(encoded, saved)) {
      totalsStore.put(totalsKey, encoded);
      saved = encoded;
    }
  }

  /** Whether the outcome is in another partition than that of its counter's name. */
  private boolean isMisplaced(Outcome outcome, RecordMetadata metadata) {
    if (metadata.topic().equals(settings.topics().misplaced())
        || outcome.counterName().isEmpty()) {
      return false;
    }
    String counter = outcome.counterName().get();
    return CounterPartitions.of(counter, settings.partitions()) != partition;
  }

  private OutcomePlace place(Record<byte[], byte[]> record, RecordMetadata metadata) {
    Header moved = record.headers().lastHeader(AnalysisOutput.PLACE_HEADER);
    if (moved != null && metadata.topic().equals(settings.topics().misplaced())) {
      String[] part = new String(moved.value(), StandardCharsets.UTF_8).split("/");
      return new OutcomePlace(
          Outcome.Type.ofWord(part[0]).orElseThrow(),
          Integer.parseInt(part[1]),
          Long.parseLong(part[2]));
    }
    for (Outcome.Type type : Outcome.Type.values()) {
      if (metadata.topic().equals(settings.topics().source().of(type))) {
        return new OutcomePlace(type, metadata.partition(), metadata.offset());
      }
    }
    throw new IllegalStateException("a record of topic " + metadata.topic() + ", expected one of "
        + settings.topics().source().outcomes());
  }

  @Override
  public void close() {
    live.closed(partition, hot);
  }
}

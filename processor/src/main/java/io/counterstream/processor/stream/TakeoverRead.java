package io.counterstream.processor.stream;

import io.counterstream.core.LogSource;
import io.counterstream.processor.offsets.OffsetCheck;
import io.counterstream.processor.repeats.Repeats;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Reads what is needed to open a partition at its first delivered record. Thread-safe: the thread
 * that needs the result reads it, unless another one has begun.
 */
final class TakeoverRead implements Runnable {
  static final String OFFSETS = "the brokers to return the group's and decided offsets";

  private final ContinuityRules rules;
  private final TopicPartition partition;
  private final LogSource source;
  private final OptionalLong first;
  private final LongSupplier nanoClock;
  private final FutureTask<Takeover> reading;
  private volatile String waitsFor = OFFSETS;

  /**
   * What was read.
   *
   * @param first the offset of the partition's first record
   * @param check the group's offset, compared with the decided one
   * @param repeats the window before the first record, if the partition can be processed
   */
  record Takeover(long first, OffsetCheck check, Optional<Repeats> repeats) {}

  /**
   * Creates a read that has not begun.
   *
   * @param rules what is read
   * @param partition the partition of the command topic
   * @param source its log
   * @param first the offset of its first record; empty for where the group continues
   * @param nanoClock a time that only rises
   */
  TakeoverRead(
      ContinuityRules rules,
      TopicPartition partition,
      LogSource source,
      OptionalLong first,
      LongSupplier nanoClock) {
    this.rules = rules;
    this.partition = partition;
    this.source = source;
    this.nanoClock = nanoClock;
    this.first = first;
    this.reading = new FutureTask<>(this::read);
  }

  /** Reads it, if no thread has begun. */
  @Override
  public void run() {
    reading.run();
  }

  boolean isDone() {
    return reading.isDone();
  }

  /** It is not needed. */
  void cancel() {
    reading.cancel(false);
  }

  /** What a thread that waits for it waits for, as a phrase. */
  String waitsFor() {
    return waitsFor;
  }

  /**
   * Returns what was read; reads it, or waits for the thread that does.
   *
   * @throws ExecutionException if it could not be read
   */
  Takeover result() throws ExecutionException {
    run();
    try {
      return reading.get();
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }

  /**
   * Reads it on the calling thread, for that thread alone.
   *
   * @throws RejoinGroupException if the window can't be read
   * @throws AuthorizationException if this processor may not read what it needs
   */
  Takeover read() {
    if (first.isPresent()) {
      long known = first.getAsLong();
      return read(known, rules.guard().check(partition, source, known));
    }
    OptionalLong group = rules.guard().groupOffset(partition);
    long next = group.orElse(0);
    return read(next, rules.guard().check(partition, source, group, next));
  }

  /**
   * Reads the same for a partition that another owner may have, and uses nothing of it.
   *
   * @throws KafkaException if Kafka does not return it
   * @throws RejoinGroupException if the window can't be read
   */
  void readUnused() {
    long next = rules.guard().groupOffset(partition).orElse(0);
    rules.guard().check(partition, source, next);
    remember(rules.repeats().create(partition, Optional.empty()), next);
  }

  private Takeover read(long begin, OffsetCheck check) {
    if (!(check instanceof OffsetCheck.Accepted accepted)) {
      return new Takeover(begin, check, Optional.empty());
    }
    Repeats repeats = rules.repeats().create(partition, accepted.decided().window());
    remember(repeats, begin);
    return new Takeover(begin, check, Optional.of(repeats));
  }

  /** Reads the records before the first one that later ones are compared with. */
  private void remember(Repeats repeats, long begin) {
    long from = Math.max(0, begin - repeats.largestWindow());
    if (from >= begin) {
      return;
    }
    long beganNanos = nanoClock.getAsLong();
    waitsFor = "the brokers to return the records from " + from + " to " + begin
        + ", with which later commands are compared";
    try {
      repeats.logStartsAt(rules
          .repeats()
          .history()
          .read(partition, from, begin, record -> PolledRecord.of(record).rememberIn(repeats)));
    } catch (AuthorizationException permanent) {
      throw permanent;
    } catch (KafkaException failed) {
      throw new RejoinGroupException(partition + " offset " + begin
          + ": can't read the records from " + from + " on, to recognise commands that are sent"
          + " twice (" + failed.getMessage() + ")");
    } finally {
      waitsFor = OFFSETS;
    }
    rules.listener().windowRead(Duration.ofNanos(nanoClock.getAsLong() - beganNanos));
  }
}

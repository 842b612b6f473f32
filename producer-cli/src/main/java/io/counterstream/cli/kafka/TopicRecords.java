package io.counterstream.cli.kafka;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The committed records of a topic, which may be removed meanwhile. Offsets are by partition. */
public interface TopicRecords {
  /** Returns the first offset of each partition. */
  Map<Integer, Long> starts();

  /**
   * Returns the end of each partition, open transactions included: whatever was committed before
   * this call is below it.
   */
  Map<Integer, Long> ends();

  /**
   * Returns the first offset whose record has this time or a later one, open transactions included;
   * none if there is none.
   */
  Map<Integer, Long> offsetsAt(long timestamp);

  /**
   * Passes the records between offsets to {@code listener}, those of a partition in order. Fails if
   * some are removed meanwhile.
   *
   * @param from the first offset of each partition to read
   * @param to the offset behind the last one
   * @throws io.counterstream.cli.terminal.CliException if nothing came for the time-out of the
   *     connection
   */
  void read(
      Map<Integer, Long> from,
      Map<Integer, Long> to,
      Consumer<ConsumerRecord<byte[], byte[]>> listener);
}

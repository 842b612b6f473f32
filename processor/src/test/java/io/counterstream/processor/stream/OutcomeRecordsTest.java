package io.counterstream.processor.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterName;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import io.counterstream.contract.json.DecodedCommand;
import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.processor.offsets.OnAlreadyDecided;
import java.time.Instant;
import java.util.OptionalInt;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** The records of outcomes and dead letters, up to the largest size that their topics accept. */
class OutcomeRecordsTest {
  private static final int RECORD_BYTES_MAX = 10_000;
  private static final int TIMESTAMP_MILLIS = 1000;
  private static final Outcome OUTCOME = new Outcome.Conflict(
      new CounterCommand("id", "a", 1, new Expectation.Exactly(5)),
      new CounterState(0, 0),
      Instant.ofEpochMilli(TIMESTAMP_MILLIS));

  private final OutcomeRecords records = records();

  @Test
  void anOutcomeHasTheKeyTimestampAndHeadersOfItsCommand() {
    Record<byte[], byte[]> command = command("a".getBytes(UTF_8), 1, 10);
    Record<byte[], OutboundRecord> record = records.outcome(command, 5, OUTCOME);
    assertThat(record.key()).isEqualTo(command.key());
    assertThat(record.timestamp()).isEqualTo(TIMESTAMP_MILLIS);
    assertThat(record.value().topic()).isEqualTo(Topics.DEFAULT.conflicts());
    assertThat(record.value().partition()).isEqualTo(OptionalInt.of(3));
    assertThat(record.value().value()).isEqualTo(OutcomeCodec.encode(OUTCOME));
    assertThat(record.headers().lastHeader("sent").value()).hasSize(10);
    assertThat(text(record.headers(), "ce_id")).contains("/3/5");
  }

  @Test
  void theCommandsOwnHeadersStayAsTheyAre() {
    Record<byte[], byte[]> command = command("a".getBytes(UTF_8), 1, 10);
    Header[] before = command.headers().toArray();
    records.outcome(command, 5, OUTCOME);
    records.deadLetter(command, 5, new DecodedCommand.Unreadable("not JSON"));
    assertThat(command.headers().toArray()).isEqualTo(before);
  }

  @Test
  void anOutcomeThatIsTooLargeLosesTheHeadersOfItsCommand() {
    Record<byte[], byte[]> command = command("a".getBytes(UTF_8), 1, RECORD_BYTES_MAX);
    Record<byte[], OutboundRecord> record = records.outcome(command, 5, OUTCOME);
    assertThat(record.headers().lastHeader("sent")).isNull();
    assertThat(record.key()).isEqualTo(command.key());
    assertThat(record.timestamp()).isEqualTo(TIMESTAMP_MILLIS);
    assertThat(record.value().value()).isEqualTo(OutcomeCodec.encode(OUTCOME));
    assertThat(text(record.headers(), "ce_id")).contains("/3/5");
  }

  @Test
  void theSizeCountsEveryByteOfTheHeaders() {
    // A reserve of 4,096 bytes, the key "a", two bytes of length, and 1 + 4 for the name "sent".
    int room = RECORD_BYTES_MAX - 4096 - 1 - OutcomeCodec.encode(OUTCOME).length - 2 - 5;
    byte[] key = "a".getBytes(UTF_8);
    assertThat(records.outcome(command(key, 1, room), 5, OUTCOME).headers().lastHeader("sent"))
        .isNotNull();
    assertThat(records.outcome(command(key, 1, room + 1), 5, OUTCOME).headers().lastHeader("sent"))
        .isNull();
  }

  @Test
  void manySmallHeadersAreTooLargeAsWell() {
    Record<byte[], byte[]> command = command("a".getBytes(UTF_8), RECORD_BYTES_MAX / 6, 0);
    assertThat(records.outcome(command, 5, OUTCOME).headers().lastHeader("sent"))
        .isNull();
  }

  @Test
  void aKeyThatIsTooLargeIsLostUnlessItMayBeACountersName() {
    byte[] name = new byte[CounterName.BYTES_MAX];
    byte[] longer = new byte[CounterName.BYTES_MAX + 1];
    assertThat(records.outcome(command(name, 1, RECORD_BYTES_MAX), 5, OUTCOME).key())
        .isEqualTo(name);
    assertThat(records.outcome(command(longer, 1, RECORD_BYTES_MAX), 5, OUTCOME).key())
        .isNull();
    assertThat(records.outcome(command(longer, 1, 1), 5, OUTCOME).key()).isEqualTo(longer);
  }

  @Test
  void aDeadLetterIsTheWholeRecordAndTheReason() {
    Record<byte[], byte[]> record = command("a".getBytes(UTF_8), 1, 10);
    Record<byte[], OutboundRecord> letter =
        records.deadLetter(record, 5, new DecodedCommand.Unreadable("not JSON"));
    assertThat(letter.key()).isEqualTo(record.key());
    assertThat(letter.timestamp()).isEqualTo(TIMESTAMP_MILLIS);
    assertThat(letter.value().topic()).isEqualTo(Topics.DEFAULT.deadLetters());
    assertThat(letter.value().partition()).isEqualTo(OptionalInt.of(3));
    assertThat(letter.value().value()).isEqualTo(record.value());
    assertThat(letter.headers().lastHeader("sent").value()).hasSize(10);
    assertThat(text(letter.headers(), "__streams.errors.message")).isEqualTo("not JSON");
  }

  @Test
  void aDeadLetterThatIsTooLargeNamesThePositionOfTheRecord() {
    Record<byte[], byte[]> record =
        new Record<>("a".getBytes(UTF_8), new byte[RECORD_BYTES_MAX], TIMESTAMP_MILLIS);
    Record<byte[], OutboundRecord> letter =
        records.deadLetter(record, 5, new DecodedCommand.Unreadable("not JSON"));
    assertThat(letter.key()).isNull();
    assertThat(letter.value().value()).isNull();
    assertThat(letter.timestamp()).isEqualTo(TIMESTAMP_MILLIS);
    assertThat(text(letter.headers(), "__streams.errors.message"))
        .isEqualTo("not JSON; too large for this topic, the whole record is in "
            + Topics.DEFAULT.commands() + " partition 3 offset 5");
  }

  private static Record<byte[], byte[]> command(byte[] key, int headers, int headerBytes) {
    Record<byte[], byte[]> command = new Record<>(key, "{}".getBytes(UTF_8), TIMESTAMP_MILLIS);
    for (int i = 0; i < headers; i++) {
      command.headers().add("sent", new byte[headerBytes]);
    }
    return command;
  }

  private static String text(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), UTF_8);
  }

  private static OutcomeRecords records() {
    try (StreamFixture fixture = new StreamFixture(
        new MemoryTable(), FixedOffsets.NONE, OnAlreadyDecided.STOP, RECORD_BYTES_MAX)) {
      return new OutcomeRecords(fixture.dependencies(), StreamFixture.PARTITION.partition());
    }
  }
}

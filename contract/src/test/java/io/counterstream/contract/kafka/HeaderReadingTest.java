package io.counterstream.contract.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.DecodedCommand.Unreadable;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Headers can be read as they were written; malformed ones are ignored. */
class HeaderReadingTest {
  private static final CommandPosition POSITION =
      new CommandPosition("counter-commands", Uuid.fromString("4Zk3n0XbQ7yVb2y0mX1K9g"), 2, 1041);
  private static final Outcome CONFLICT = new Outcome.Conflict(
      new CounterCommand("i", "é c", 1, Expectation.ANY), new CounterState(1, 2), Instant.EPOCH);
  private static final DeadLetter DEAD_LETTER =
      new DeadLetter("counter-commands", 2, 1041, "found é");

  @Test
  void outcomeIsReadAsItWasWritten() {
    Headers headers = outcomeHeaders();
    assertThat(OutcomeHeaders.positionOf(headers)).contains(POSITION);
    assertThat(OutcomeHeaders.typeOf(headers)).contains(Outcome.Type.CONFLICT);
    assertThat(OutcomeHeaders.counterOf(headers)).contains("é c");
  }

  @Test
  void headersOfTheCommandAreNotReadAsTheOutcomes() {
    Headers headers = new RecordHeaders()
        .add("ce_id", utf8("4Zk3n0XbQ7yVb2y0mX1K9g/0/0"))
        .add("ce_source", utf8("/counterstream/theirs"))
        .add("ce_type", utf8("counterstream.applied"))
        .add("ce_subject", utf8("theirs"));
    OutcomeHeaders.WITH_CLOUD_EVENT.addTo(headers, POSITION, CONFLICT);
    assertThat(OutcomeHeaders.positionOf(headers)).contains(POSITION);
    assertThat(OutcomeHeaders.typeOf(headers)).contains(Outcome.Type.CONFLICT);
    assertThat(OutcomeHeaders.counterOf(headers)).contains("é c");
  }

  static Stream<Arguments> foreignPositions() {
    return Stream.of(
        arguments("no id", "ce_id", null),
        arguments("an id without a value", "ce_id", new byte[0]),
        arguments("another sender's id", "ce_id", utf8("b7ad6b71")),
        arguments("a part is missing", "ce_id", utf8("4Zk3n0XbQ7yVb2y0mX1K9g/2")),
        arguments("a part too many", "ce_id", utf8("4Zk3n0XbQ7yVb2y0mX1K9g/2/1041/0")),
        arguments("a slash too many", "ce_id", utf8("4Zk3n0XbQ7yVb2y0mX1K9g/2/1041/")),
        arguments("a topic id that is none", "ce_id", utf8("4Zk3/2/1041")),
        arguments("a topic id in another alphabet", "ce_id", utf8("é/2/1041")),
        arguments("a negative partition", "ce_id", utf8("4Zk3n0XbQ7yVb2y0mX1K9g/-2/1041")),
        arguments("a negative offset", "ce_id", utf8("4Zk3n0XbQ7yVb2y0mX1K9g/2/-1")),
        arguments("a sign", "ce_id", utf8("4Zk3n0XbQ7yVb2y0mX1K9g/2/+1041")),
        arguments("a leading zero", "ce_id", utf8("4Zk3n0XbQ7yVb2y0mX1K9g/02/1041")),
        arguments("beyond 32 bits", "ce_id", utf8("4Zk3n0XbQ7yVb2y0mX1K9g/2147483648/0")),
        arguments("beyond 64 bits", "ce_id", utf8("4Zk3n0XbQ7yVb2y0mX1K9g/2/9223372036854775808")),
        arguments("bytes that are not UTF-8", "ce_id", new byte[] {'/', (byte) 0xc0, '/'}),
        arguments("no source", "ce_source", null),
        arguments("another system's source", "ce_source", utf8("/elsewhere/counter-commands")),
        arguments("a source that is not UTF-8", "ce_source", new byte[] {(byte) 0xff}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("foreignPositions")
  void malformedPositionIsNone(String because, String header, byte[] value) {
    assertThat(OutcomeHeaders.positionOf(with(outcomeHeaders(), header, value))).isEmpty();
  }

  static Stream<Arguments> foreignTypes() {
    return Stream.of(
        arguments("no type", null),
        arguments("an empty type", utf8("")),
        arguments("another system's type", utf8("elsewhere.applied")),
        arguments("the word alone", utf8("applied")),
        arguments("a later version's type", utf8("counterstream.postponed")),
        arguments("another case", utf8("counterstream.Applied")),
        arguments("bytes that are not UTF-8", new byte[] {(byte) 0xff}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("foreignTypes")
  void malformedTypeIsNone(String because, byte[] value) {
    assertThat(OutcomeHeaders.typeOf(with(outcomeHeaders(), "ce_type", value))).isEmpty();
  }

  static Stream<Arguments> foreignCounters() {
    return Stream.of(
        arguments("no subject", null),
        arguments("bytes that are not UTF-8", new byte[] {'a', (byte) 0xc3}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("foreignCounters")
  void malformedCounterIsNone(String because, byte[] value) {
    assertThat(OutcomeHeaders.counterOf(with(outcomeHeaders(), "ce_subject", value)))
        .isEmpty();
  }

  @Test
  void headerWithoutValueIsNone() {
    assertThat(OutcomeHeaders.counterOf(outcomeHeaders().add("ce_subject", null)))
        .isEmpty();
  }

  @Test
  void deadLetterIsReadAsItWasWritten() {
    assertThat(DeadLetterHeaders.read(deadLetterHeaders())).contains(DEAD_LETTER);
  }

  static Stream<Arguments> foreignDeadLetters() {
    return Stream.of(
        arguments("no message", "message", null),
        arguments("no topic", "topic", null),
        arguments("no partition", "partition", null),
        arguments("no offset", "offset", null),
        arguments("a partition that is no number", "partition", utf8("two")),
        arguments("a negative partition", "partition", utf8("-1")),
        arguments("an empty offset", "offset", utf8("")),
        arguments("a negative offset", "offset", utf8("-1")),
        arguments("an offset beyond 64 bits", "offset", utf8("9223372036854775808")),
        arguments("a topic that is not UTF-8", "topic", new byte[] {(byte) 0xff}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("foreignDeadLetters")
  void malformedDeadLetterIsNone(String because, String header, byte[] value) {
    Headers headers = with(deadLetterHeaders(), "__streams.errors." + header, value);
    assertThat(DeadLetterHeaders.read(headers)).isEqualTo(Optional.empty());
  }

  private static Headers outcomeHeaders() {
    Headers headers = new RecordHeaders();
    OutcomeHeaders.WITH_CLOUD_EVENT.addTo(headers, POSITION, CONFLICT);
    return headers;
  }

  private static Headers deadLetterHeaders() {
    Headers headers = new RecordHeaders();
    DeadLetterHeaders.addTo(headers, POSITION, new Unreadable(DEAD_LETTER.message()));
    return headers;
  }

  /** The headers with another value for one of them, or without it. */
  private static Headers with(Headers headers, String name, byte[] value) {
    headers.remove(name);
    return value == null ? headers : headers.add(name, value);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}

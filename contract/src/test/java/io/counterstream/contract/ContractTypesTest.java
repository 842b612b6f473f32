package io.counterstream.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The types refuse invalid values. */
class ContractTypesTest {
  private static final String ROCKET = "\uD83D\uDE80";

  @ParameterizedTest
  @ValueSource(strings = {"a", "page-views", "\u0000", "é", "€", ROCKET, " "})
  void nameIsItsUtf8Bytes(String name) {
    assertThat(CounterName.bytesOf(name)).isEqualTo(name.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void nameHasUpTo255BytesHoweverFewCharacters() {
    assertThat(CounterName.bytesOf("€".repeat(85))).hasSize(255);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CounterName.bytesOf("€".repeat(85) + "x"))
        .withMessage("counter must be 1 to 255 bytes in UTF-8, found 256");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CounterName.bytesOf(""))
        .withMessage("counter must be 1 to 255 bytes in UTF-8, found 0");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void nameHasNoHalfPair(int place) {
    String name = new StringBuilder("ab").insert(place, '\uD83D').toString();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CounterName.bytesOf(name))
        .withMessageContaining("unpaired surrogate");
  }

  @Test
  void idHasUpTo64CharactersHoweverManyBytes() {
    assertThat(command(ROCKET.repeat(64), OptionalLong.empty()).commandId()).hasSize(128);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> command(ROCKET.repeat(65), OptionalLong.empty()))
        .withMessage("commandId must be 1 to 64 characters, found 65");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> command("", OptionalLong.empty()))
        .withMessage("commandId must be 1 to 64 characters, found 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> command("\uDE80", OptionalLong.empty()))
        .withMessageContaining("unpaired surrogate");
  }

  @Test
  void expectedVersionIsNotNegative() {
    assertThat(command("id", OptionalLong.of(0)).expectedVersion()).hasValue(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> command("id", OptionalLong.of(-1)))
        .withMessage("expectedVersion must be 0 or more, was -1");
  }

  @Test
  void boundsHaveAnOrder() {
    assertThat(Bounds.between(-1, 1)).matches(bounds -> bounds.contain(-1) && bounds.contain(1));
    assertThat(Bounds.between(-1, 1)).matches(bounds -> !bounds.contain(-2) && !bounds.contain(2));
    assertThat(Bounds.atLeast(0)).matches(bounds -> bounds.contain(0) && !bounds.contain(-1));
    assertThat(Bounds.atLeast(0)).matches(bounds -> bounds.contain(Long.MAX_VALUE));
    assertThat(Bounds.atMost(0)).matches(bounds -> bounds.contain(0) && !bounds.contain(1));
    assertThat(Bounds.NONE).matches(bounds -> bounds.isEmpty() && bounds.contain(Long.MIN_VALUE));
    assertThat(Bounds.between(-1, 1)).hasToString("at least -1 and at most 1");
    assertThat(Bounds.atMost(0)).hasToString("at most 0");
    assertThat(Bounds.atMost(0).isEmpty() || Bounds.atLeast(0).isEmpty()).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bounds.between(1, 0))
        .withMessage("min must be at most max, but 1 is more than 0");
  }

  @Test
  void deletingNeedsNeitherDeltaNorBounds() {
    CounterCommand delete =
        CounterCommand.deleting("id", "c", Expectation.exactly(5), OptionalLong.empty());
    assertThatIllegalArgumentException().isThrownBy(() -> delete.within(Bounds.atLeast(0)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> CounterCommand.deleting("id", "c", Expectation.ABSENT, OptionalLong.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CounterCommand(
            "id", "c", 1, Expectation.ANY, OptionalLong.empty(), Bounds.NONE, true));
    CounterState deleted = new CounterState(0, 7, true);
    assertThat(new Outcome.Applied(delete, 5, deleted, Instant.EPOCH).delta()).isEqualTo(-5);
    assertThat(new Outcome.Conflict(delete, deleted, Instant.EPOCH).delta()).isZero();
  }

  @Test
  void deletedCounterDoesNotExist() {
    CounterState deleted = new CounterState(0, 7, true);
    assertThat(deleted.exists()).isFalse();
    assertThat(Expectation.ABSENT.holdsFor(deleted)).isTrue();
    assertThat(Expectation.exactly(0).holdsFor(deleted)).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> new CounterState(1, 7, true));
    assertThatIllegalArgumentException().isThrownBy(() -> new CounterState(0, 0, true));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, true", // a counter that does not exist has the value 0
    "0, 0, 1, false",
    "1, 4, 1, true",
    "0, 4, 0, true",
    "0, 4, 1, false"
  })
  void exactExpectationComparesIntegers(long value, long version, long expected, boolean holds) {
    Expectation exactly = Expectation.exactly(expected);
    assertThat(exactly.holdsFor(new CounterState(value, version))).isEqualTo(holds);
  }

  @Test
  void wordsLookAtExistenceOnly() {
    CounterState zero = new CounterState(0, 2);
    assertThat(Expectation.ANY.holdsFor(zero)).isTrue();
    assertThat(Expectation.ANY.holdsFor(CounterState.ABSENT)).isTrue();
    assertThat(Expectation.ABSENT.holdsFor(zero)).isFalse();
    assertThat(Expectation.ABSENT.holdsFor(CounterState.ABSENT)).isTrue();
  }

  @Test
  void stateWithoutCounterHasNoValue() {
    assertThatIllegalArgumentException().isThrownBy(() -> new CounterState(1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new CounterState(0, -1));
  }

  @Test
  void topicsShareThePrefix() {
    Topics topics = new Topics("eu.counter");
    assertThat(topics.all())
        .containsExactly(
            "eu.counter-commands",
            "eu.counter-applied",
            "eu.counter-conflicts",
            "eu.counter-rejected",
            "eu.counter-commands-dlq");
    assertThat(topics.outcomes()).isEqualTo(topics.all().subList(1, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> new Topics("a b"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Topics(""));
  }

  static Stream<Arguments> outcomes() {
    Expectation any = Expectation.ANY;
    OptionalLong none = OptionalLong.empty();
    Optional<String> counter = Optional.of("c");
    Optional<CounterState> state = Optional.of(new CounterState(2, 5));
    Instant now = Instant.EPOCH;
    return Stream.of(
        arguments(
            new Outcome.Applied(
                new CounterCommand("id", "c", 1, any), 1, new CounterState(2, 5), now),
            Outcome.Type.APPLIED,
            counter,
            state,
            "counter-applied"),
        arguments(
            new Outcome.Conflict(
                new CounterCommand("id", "c", 1, any), new CounterState(2, 5), now),
            Outcome.Type.CONFLICT,
            counter,
            state,
            "counter-conflicts"),
        arguments(
            new Outcome.Rejected("id", counter, "overflow", "m", state, Optional.empty(), now),
            Outcome.Type.REJECTED,
            counter,
            state,
            "counter-rejected"),
        arguments(
            new Outcome.Rejected("id", Optional.empty(), "r", "m", now),
            Outcome.Type.REJECTED,
            Optional.empty(),
            Optional.empty(),
            "counter-rejected"));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void outcomeKnowsItsTypeItsCounterAndTheState(
      Outcome outcome,
      Outcome.Type type,
      Optional<String> counter,
      Optional<CounterState> state,
      String topic) {
    assertThat(outcome.type()).isEqualTo(type);
    assertThat(outcome.counterName()).isEqualTo(counter);
    assertThat(outcome.state()).isEqualTo(state);
    assertThat(Topics.DEFAULT.of(outcome.type())).isEqualTo(topic);
  }

  @ParameterizedTest
  @CsvSource({"applied, APPLIED", "conflict, CONFLICT", "rejected, REJECTED"})
  void typeHasAWord(String word, Outcome.Type type) {
    assertThat(type.word()).isEqualTo(word);
    assertThat(type).hasToString(word);
    assertThat(Outcome.Type.ofWord(word)).contains(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Applied", "APPLIED", "conflicts", "applied "})
  void otherWordsAreNoType(String word) {
    assertThat(Outcome.Type.ofWord(word)).isEmpty();
  }

  @Test
  void appliedValuesChain() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Outcome.Applied(
            new CounterCommand("id", "c", 1, Expectation.ANY),
            1,
            new CounterState(3, 2),
            Instant.EPOCH))
        .withMessage("previous + delta must be value, but 1 + 1 is not 3");
  }

  private static CounterCommand command(String id, OptionalLong expectedVersion) {
    return new CounterCommand(id, "counter", 1, Expectation.ANY, expectedVersion);
  }
}

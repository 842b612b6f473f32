package io.counterstream.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterstream.contract.CounterState;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The journal compared with a sorted map, its equality, and its encoding. */
class JournalTest {
  private static final int SEEDS = 2_000;

  @Test
  void agreesWithAMap() {
    for (long seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      TreeMap<Long, CounterState> model = new TreeMap<>();
      Journal journal = Journal.EMPTY;
      for (int round = 0; round < 6; round++) {
        Journal.Writer writer = journal.writer();
        add(random, model, writer);
        journal = writer.journal();
        long bound = writer.bytesMaxAfterNext();
        long itemOffset = model.lastKey() + random.nextInt(3);
        byte[] bytes = JournalCodec.encode(journal, itemOffset);
        assertThat((long) bytes.length).as("seed %d", seed).isLessThanOrEqualTo(bound);
        journal = decode(bytes, itemOffset);
        check(seed, model, journal);
        long from = random.nextLong(model.firstKey(), model.lastKey() + 2);
        model.headMap(from).clear();
        journal = journal.from(from);
        check(seed, model, journal);
        if (model.isEmpty()) {
          break;
        }
      }
    }
  }

  private static void add(
      SplittableRandom random, Map<Long, CounterState> model, Journal.Writer writer) {
    long offset = model.keySet().stream().reduce((a, b) -> b).orElse(random.nextLong(1000)) + 1;
    boolean wild = random.nextInt(4) == 0;
    long value = wild ? random.nextLong() : random.nextLong(-50, 50);
    long version = 1 + random.nextLong(wild ? Long.MAX_VALUE / 2 : 100);
    for (int i = random.nextInt(1, 40); i > 0; i--) {
      CounterState state = random.nextInt(8) == 0
          ? new CounterState(0, version, true)
          : new CounterState(value, version);
      writer.add(offset, state);
      model.put(offset, state);
      boolean steady = random.nextInt(3) > 0;
      offset += steady ? 1 : random.nextInt(1, 5000);
      value += steady ? 1 : wild ? random.nextLong() : random.nextLong(-9, 9);
      version += steady ? 1 : random.nextInt(2);
    }
  }

  private static Journal decode(byte[] bytes, long itemOffset) {
    return JournalCodec.decode(bytes, itemOffset, Optional.empty());
  }

  private static void check(long seed, TreeMap<Long, CounterState> model, Journal journal) {
    assertThat(journal.size()).as("seed %d", seed).isEqualTo(model.size());
    model.forEach((offset, state) -> assertThat(journal.find(offset).flatMap(Journal.Entry::state))
        .as("seed %d offset %d", seed, offset)
        .contains(state));
    if (!model.isEmpty()) {
      for (long offset = model.firstKey() - 2; offset < model.firstKey() + 100; offset++) {
        assertThat(journal.find(offset).flatMap(Journal.Entry::state))
            .as("seed %d offset %d", seed, offset)
            .isEqualTo(Optional.ofNullable(model.get(offset)));
      }
    }
  }

  @Test
  void returnsItsNewestEntries() {
    Journal.Writer writer = Journal.EMPTY.writer();
    for (int i = 0; i < 5; i++) {
      writer.add(10 + i, new CounterState(100 + i, 1 + i));
    }
    writer.add(20, new CounterState(-7, 6));
    assertThat(writer.journal().newest(3))
        .containsExactly(
            new Journal.Entry(13, 103, 4),
            new Journal.Entry(14, 104, 5),
            new Journal.Entry(20, -7, 6));
    assertThat(writer.journal().newest(100))
        .hasSize(6)
        .first()
        .isEqualTo(new Journal.Entry(10, 100, 1));
    assertThat(writer.journal().newest(0)).isEmpty();
  }

  @Test
  void aHotCounterCostsAFewBytesHoweverManyCommandsLieBetweenCommits() {
    Journal.Writer writer = Journal.EMPTY.writer();
    for (int i = 0; i < 100_000; i++) {
      writer.add(1_000_000 + i, new CounterState(5_000 + i, 5_000 + i));
    }
    assertThat(JournalCodec.encode(writer.journal(), 1_099_999)).hasSizeLessThan(16 + 5);
  }

  @Test
  void scatteredCommandsCostAtMostThreeBytesEach() {
    SplittableRandom random = new SplittableRandom(1);
    Journal.Writer writer = Journal.EMPTY.writer();
    long offset = 0;
    for (int i = 0; i < 1000; i++) {
      offset += random.nextInt(1, 4000);
      writer.add(offset, new CounterState(100 + i, 100 + i));
    }
    assertThat(JournalCodec.encode(writer.journal(), offset)).hasSizeLessThan(3 * 1000);
  }

  @Test
  void theNewestCommandsFingerprintCostsFiveBytesHoweverManyEntriesThereAre() {
    Fingerprint print = Fingerprint.of(3, 1_700_000_000_000L, new byte[] {1}, new byte[] {2});
    for (int entries : new int[] {1, 2, 1000}) {
      Journal.Writer writer = Journal.EMPTY.writer();
      for (int i = 0; i < entries; i++) {
        writer.add(i, new CounterState(i, i), print);
      }
      byte[] bytes = JournalCodec.encode(writer.journal(), entries - 1L);
      Journal journal = decode(bytes, entries - 1L);
      assertThat(journal.fingerprint()).isEqualTo(print);
      assertThat(journal).isEqualTo(writer.journal());
      assertThat(bytes).as("%d entries", entries).hasSizeLessThanOrEqualTo(13);
    }
  }

  /** Items keep it: processors of all versions must compute the same one. */
  @Test
  void aFingerprintIsTheChecksumOfTimestampKeyAndValue() {
    assertThat(Fingerprint.of(3, 1_700_000_000_123L, bytes("key"), bytes("value")))
        .isEqualTo(new Fingerprint(3, 0x69de7534));
  }

  static Stream<Arguments> records() {
    Fingerprint print = Fingerprint.of(3, 7, bytes("key"), bytes("value"));
    return Stream.of(
        arguments("the same", Fingerprint.of(3, 7, bytes("key"), bytes("value")), print, true),
        arguments("its time", Fingerprint.of(3, 8, bytes("key"), bytes("value")), print, false),
        arguments("its key", Fingerprint.of(3, 7, null, bytes("value")), print, false),
        arguments("its value", Fingerprint.of(3, 7, bytes("key"), bytes("valuE")), print, false),
        arguments(
            "its leader only", Fingerprint.of(4, 7, bytes("key"), bytes("value")), print, true),
        arguments("nothing is known", Fingerprint.UNKNOWN, print, true));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("records")
  void aRecordIsKnownByItsFingerprint(
      String differs, Fingerprint one, Fingerprint other, boolean matches) {
    assertThat(one.matches(other)).isEqualTo(matches);
    assertThat(other.matches(one)).isEqualTo(matches);
  }

  @Test
  void refusesBytesThatAreNoJournal() {
    assertThatThrownBy(() -> decode(new byte[] {7}, 1)).hasMessageContaining("format");
    assertThatThrownBy(() -> decode(new byte[] {1, 0, 2}, 1))
        .hasMessageContaining("ends too early");
    assertThatThrownBy(() -> decode(new byte[] {1, 0, 2, 2, 0, 0, 0, 0, 0, 9}, 3))
        .hasMessageContaining("below offset 0");
  }

  @Test
  void aRelativeJournalIsReadFromTheStateBesideIt() {
    for (long value : new long[] {0, 41, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      CounterState before = new CounterState(value, 3);
      Journal.Writer writer = Journal.EMPTY.writer();
      writer.add(7, before);
      writer.add(9, new CounterState(value + 5, 4));
      Journal journal = writer.journal();
      JournalCodec.Move move = new JournalCodec.Move(-3, 2);
      byte[] bytes = JournalCodec.encodeRelative(journal.shiftedBy(-value, -3), 9, move);
      assertThat(bytes).hasSizeLessThan(10 + 5 + 2);
      assertThat(JournalCodec.move(bytes)).contains(move);
      assertThat(JournalCodec.move(JournalCodec.encode(journal, 9))).isEmpty();
      assertThat(JournalCodec.decode(bytes, 9, Optional.of(before))).isEqualTo(journal);
      assertThatThrownBy(() -> decode(bytes, 9)).hasMessageContaining("state beside it");
    }
  }

  @Test
  void aCommandThatFoundNoStateHasAnEntryWithoutOne() {
    Journal.Writer writer = Journal.EMPTY.writer();
    for (long offset = 0; offset < 1000; offset++) {
      boolean unusable = offset % 100 > 60;
      Optional<CounterState> before = unusable
          ? Optional.empty()
          : Optional.of(new CounterState(Long.MAX_VALUE - offset, offset + 1));
      writer.add(offset, before, Fingerprint.UNKNOWN);
    }
    Journal journal = decode(JournalCodec.encode(writer.journal(), 1000), 1000);
    assertThat(journal).isEqualTo(writer.journal());
    assertThat(journal.find(60).orElseThrow().state())
        .contains(new CounterState(Long.MAX_VALUE - 60, 61));
    assertThat(journal.find(61).orElseThrow().state()).isEmpty();
    assertThat(journal.find(1000)).isEmpty();
    assertThat(journal.from(999).toString()).isEqualTo("[999:unusable]");
  }

  static Stream<Arguments> equality() {
    Journal steady = journal(entry(1, 10, 5), entry(2, 11, 6), entry(3, 12, 7));
    return Stream.of(
        arguments("no entries", Journal.EMPTY, journal(), true),
        arguments("the same entries", steady, steady.writer().journal(), true),
        arguments(
            "the same entries, split into runs from the other end",
            journal(entry(1, 1, 1), entry(2, 2, 2), entry(5, 3, 3), entry(8, 4, 4)),
            decode(
                JournalCodec.encode(
                    journal(entry(1, 1, 1), entry(2, 2, 2), entry(5, 3, 3), entry(8, 4, 4)), 8),
                8),
            true),
        arguments("a pruned run", steady.from(2), journal(entry(2, 11, 6), entry(3, 12, 7)), true),
        arguments("another offset", journal(entry(1, 10, 5)), journal(entry(2, 10, 5)), false),
        arguments("another value", journal(entry(1, 10, 5)), journal(entry(1, 11, 5)), false),
        arguments("another version", journal(entry(1, 10, 5)), journal(entry(1, 10, 6)), false),
        arguments("an entry less", steady, steady.from(2), false),
        arguments(
            "another entry in the middle",
            steady,
            journal(entry(1, 10, 5), entry(2, 10, 6), entry(3, 12, 7)),
            false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("equality")
  void isEqualIfItsEntriesAre(String because, Journal one, Journal other, boolean expected) {
    assertThat(one.equals(other)).isEqualTo(expected);
    assertThat(other.equals(one)).isEqualTo(expected);
    if (expected) {
      assertThat(one).hasSameHashCodeAs(other);
    }
  }

  private static Journal journal(Journal.Entry... entries) {
    Journal.Writer writer = Journal.EMPTY.writer();
    for (Journal.Entry entry : entries) {
      writer.add(entry.offset(), new CounterState(entry.value(), entry.version()));
    }
    return writer.journal();
  }

  private static Journal.Entry entry(long offset, long value, long version) {
    return new Journal.Entry(offset, value, version);
  }

  @Test
  void refusesOffsetsThatDoNotRise() {
    Journal.Writer writer = Journal.EMPTY.writer();
    writer.add(5, new CounterState(1, 1));
    assertThatThrownBy(() -> writer.add(5, new CounterState(2, 2)))
        .hasMessageContaining("up to 5 can't take offset 5");
  }

  @Test
  void neverThrowsAnythingElseOnRandomBytes() {
    for (long seed = 0; seed < 20_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bytes = new byte[random.nextInt(2, 40)];
      random.nextBytes(bytes);
      bytes[0] = 1;
      try {
        Journal journal = decode(bytes, random.nextLong(1L << 40));
        assertThat(journal.size()).isPositive();
      } catch (IllegalArgumentException refused) {
        assertThat(refused.getMessage()).as("seed %d", seed).startsWith("journal");
      }
    }
  }
}

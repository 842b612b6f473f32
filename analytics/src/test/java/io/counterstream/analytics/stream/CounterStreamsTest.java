package io.counterstream.analytics.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.analytics.model.HotMinute;
import io.counterstream.contract.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The newest states, roll-ups and alerts, from records to records. */
class CounterStreamsTest {
  private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");
  private static final long MAX = Long.MAX_VALUE;

  private AnalysisDriver driver = new AnalysisDriver(START);

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void eachChangeOfACounterIsWrittenOnceWithItsHeaders() {
    driver.send(TestOutcomes.applied("c", 0, 9007199254740993L, 1, START));
    driver.send(TestOutcomes.applied("c", 9007199254740993L, 0, 1, START.plusSeconds(1)));
    driver.send(TestOutcomes.conflict("c", 9007199254740993L, 1, START.plusSeconds(2)));
    var records = driver.records(AnalysisDriver.TOPICS.latest());
    assertThat(records).hasSize(1);
    assertThat(text(records.get(0).value()))
        .isEqualTo("{\"type\":\"latest\",\"counter\":\"c\",\"value\":9007199254740993,"
            + "\"version\":1,\"exists\":true,\"timestamp\":\"2026-11-21T09:00:00.000Z\"}");
    assertThat(text(records.get(0).key())).isEqualTo("c");
    assertThat(records.get(0).headers())
        .extracting(header -> header.key() + "=" + text(header.value()))
        .containsExactly(
            "ce_specversion=1.0",
            "ce_type=counterstream.latest",
            "ce_source=/counterstream/test",
            "ce_id=counter-applied/0/0",
            "ce_time=2026-11-21T09:00:00.000Z",
            "ce_subject=c",
            "content-type=application/json");
  }

  @Test
  void aNewerStateOfAConflictCountsUntilItsEventArrives() {
    driver.send(TestOutcomes.applied("c", 0, 1, 1, START));
    driver.send(TestOutcomes.conflict("c", 3, 2, START));
    driver.send(TestOutcomes.applied("c", 1, 2, 2, START));
    assertThat(driver.written(AnalysisDriver.TOPICS.latest()))
        .extracting(json -> json.replaceFirst(".*(\"value.*),\"exists.*", "$1"))
        .containsExactly("\"value\":1,\"version\":1", "\"value\":3,\"version\":2");
  }

  @Test
  void sumsOfRollUpsLeave64BitsExactly() {
    driver.send(TestOutcomes.applied("shop/eu/socks", 0, MAX, 1, START));
    driver.send(TestOutcomes.applied("shop/eu/ties", 0, MAX, 1, START));
    driver.send(TestOutcomes.applied("shop/us/ties", 0, 1, 1, START));
    driver.send(TestOutcomes.applied("shop/us/ties", 1, -3, 2, START));
    driver.send(TestOutcomes.applied("shop/a/b/c/deep", 0, 7, 1, START));
    driver.send(TestOutcomes.applied("alone", 0, 7, 1, START));
    driver.advance(Duration.ofSeconds(1));
    assertThat(driver.written(AnalysisDriver.TOPICS.rollups()))
        .extracting(json -> json.replaceFirst(
            ".*\"name\":\"(.*)\",\"partition\":0,"
                + "\"sum\":\"(.*)\",\"counters\":(.*),\"timestamp.*",
            "$1 $2 $3"))
        .containsExactlyInAnyOrder(
            "shop 18446744073709551619 4",
            "shop/eu 18446744073709551614 2",
            "shop/us -2 1",
            "shop/a 7 1",
            "shop/a/b 7 1");
    driver.advance(Duration.ofSeconds(5));
    assertThat(driver.written(AnalysisDriver.TOPICS.rollups())).isEmpty();
  }

  @Test
  void aMissingVersionIsAnAlertWithBothNeighboursAfterThePatience() {
    driver.send(TestOutcomes.applied("c", 0, 1, 1, START));
    driver.send(TestOutcomes.applied("c", 3, 1, 3, START));
    driver.advance(Duration.ofSeconds(5));
    assertThat(driver.written(AnalysisDriver.TOPICS.alerts())).isEmpty();
    driver.advance(Duration.ofSeconds(1));
    assertThat(driver.written(AnalysisDriver.TOPICS.alerts()))
        .containsExactly(
            "{\"type\":\"missing\",\"counter\":\"c\",\"message\":\"version 2 of counter"
                + " c is missing: the event after version 1 (value 1) has version 3 and begins at"
                + " value 3\",\"detectedAt\":\"2026-11-21T09:00:06.000Z\","
                + "\"before\":{\"commandId\":\"id\",\"previous\":0,\"value\":1,\"version\":1,"
                + "\"timestamp\":\"2026-11-21T09:00:00.000Z\",\"topic\":\"counter-applied\","
                + "\"partition\":0,\"offset\":0},"
                + "\"after\":{\"commandId\":\"id\",\"previous\":3,\"value\":4,\"version\":3,"
                + "\"timestamp\":\"2026-11-21T09:00:00.000Z\",\"topic\":\"counter-applied\","
                + "\"partition\":0,\"offset\":1}}");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "edited, 1+4=2@1, 1, 2",
    "doubled, 0+1=1@0, 1, 1",
    "out-of-order, 2+1=3@2 1+1=2@1, 3, 2",
    "missing, 2+1=3@2, 1, 3",
  })
  void eachFaultIsOneAlertWithBothNeighbours(
      String type, String changes, long versionBefore, long versionAfter) {
    driver.send(TestOutcomes.applied("c", 0, 1, 1, START), 0);
    for (String change : changes.split(" ")) {
      String[] part = change.split("[+=@]");
      long previous = type.equals("edited") ? 9 : Long.parseLong(part[0]);
      driver.send(
          TestOutcomes.applied(
              "c", previous, Long.parseLong(part[1]), Long.parseLong(part[2]), START),
          Long.parseLong(part[3]));
    }
    driver.advance(Duration.ofSeconds(6));
    driver.advance(Duration.ofSeconds(6));
    assertThat(driver.written(AnalysisDriver.TOPICS.alerts()))
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("{\"type\":\"" + type + "\",\"counter\":\"c\"")
        .containsPattern("\"before\":\\{[^}]*\"version\":" + versionBefore + ",")
        .containsPattern("\"after\":\\{[^}]*\"version\":" + versionAfter + ",");
  }

  @Test
  void aRecordThatIsNoOutcomeIsAnAlert() {
    byte[] damaged = "{\"type\":".getBytes(StandardCharsets.UTF_8);
    driver.send(Outcome.Type.REJECTED, "c", damaged, new RecordHeaders());
    assertThat(driver.written(AnalysisDriver.TOPICS.alerts()))
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("{\"type\":\"malformed\"");
  }

  @Test
  void anOutcomeInAnotherPartitionThanItsCountersGoesThereWithItsPlace() {
    driver.close();
    driver = new AnalysisDriver(START, AnalysisDriver.settings(2));
    String other = CounterPartitions.of("c", 2) == 1 ? "c" : "d";
    assertThat(CounterPartitions.of(other, 2)).isEqualTo(1);
    driver.send(TestOutcomes.applied(other, 0, 1, 1, START));
    var moved = driver.records(AnalysisDriver.TOPICS.misplaced());
    assertThat(moved).hasSize(1);
    assertThat(text(moved.get(0).key())).isEqualTo(other);
    assertThat(text(moved.get(0).headers().lastHeader("counterstream_place").value()))
        .isEqualTo("applied/0/0");
    // The driver has one partition, which is also the one that it goes to.
    assertThat(driver.written(AnalysisDriver.TOPICS.latest())).hasSize(1);
  }

  @Test
  void hotCountersAreTheSameAfterARestart() {
    driver.advance(Duration.ofMinutes(3));
    for (int i = 0; i < 60; i++) {
      // Of three minutes: two are closed and stored, one is open.
      Instant time = START.plusSeconds(3L * i);
      driver.send(TestOutcomes.applied("c" + i % 4 % 3, i, 1 + i % 4, i + 1, time));
      driver.send(TestOutcomes.conflict("c" + i % 2 * (i % 3), 1, 1, time));
    }
    HotMinutes restarted = new HotMinutes(
        driver.driver().getKeyValueStore(StateStores.HOT),
        driver.driver().getKeyValueStore(StateStores.OPEN));
    long from = START.toEpochMilli();
    long to = from + Duration.ofMinutes(3).toMillis();
    HotMinute before = driver.live().hot(0, from, to).orElseThrow();
    HotMinute after = restarted.between(from, to);
    assertThat(before.commands().top(10)).hasSize(3);
    assertThat(after.commands().encode()).isEqualTo(before.commands().encode());
    assertThat(after.conflicts().encode()).isEqualTo(before.conflicts().encode());
    assertThat(after.moves().encode()).isEqualTo(before.moves().encode());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

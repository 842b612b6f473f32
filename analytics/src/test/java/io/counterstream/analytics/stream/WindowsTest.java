package io.counterstream.analytics.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.analytics.model.Totals;
import io.counterstream.contract.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Windows of a second, with a grace of 10 s. Outcomes are {@code seconds:type}; results {@code
 * second=applied/conflicts/rejected}.
 */
public class WindowsTest {
  private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a window is open until end and grace are over | 0:a, 10.999:a | | 0",
        "then its result is written, once | 0:a, 0.5:c, 11:a, 11.5:a | 0=1/1/0 | 0",
        "also if stream time jumps | 0:a, 1:r, 3:a, 100:a | 0=1/0/0 1=0/0/1 3=1/0/0 | 0",
        "out of order within the grace | 5:a, 0:a, 4.2:c, 11:a | 0=1/0/0 | 0",
        "later than the grace | 0:a, 11:a, 0.9:a, 12:a | 0=1/0/0 | 1",
        "just not too late | 0:a, 10.9:a, 0.9:a, 11:a | 0=2/0/0 | 0",
        "late in a second that had no outcome | 0:a, 20:a, 5:a, 16:a, 21:a | 0=1/0/0 | 1",
        "before 1970 is late too | 0:a, 11:a, -99999999999:a | 0=1/0/0 | 1",
        "the far future does not close windows | 0:a, 99999999:a, 5:a | | 0",
      })
  void seconds(String because, String outcomes, String results, long late) {
    try (AnalysisDriver driver = new AnalysisDriver(START)) {
      for (String outcome : outcomes.split(", ")) {
        String[] part = outcome.split(":");
        long millis = Math.round(Double.parseDouble(part[0]) * 1000);
        driver.send(outcome(part[1], START.plusMillis(millis)));
      }
      List<String> seconds = driver.written(AnalysisDriver.TOPICS.stats()).stream()
          .filter(json -> json.contains("\"second\""))
          .map(WindowsTest::summary)
          .toList();
      assertThat(String.join(" ", seconds)).as(because).isEqualTo(results == null ? "" : results);
      assertThat(totals(driver).late()).as(because).isEqualTo(late);
      long early = outcomes.contains("99999999:") && !outcomes.contains("-") ? 1 : 0;
      assertThat(totals(driver).early()).as(because).isEqualTo(early);
      assertThat(totals(driver).outcomes().commands())
          .as("nothing is lost silently")
          .isEqualTo(outcomes.split(", ").length);
    }
  }

  private static Outcome outcome(String type, Instant time) {
    return switch (type) {
      case "a" -> TestOutcomes.applied("c" + time, 0, 1, 1, time);
      case "c" -> TestOutcomes.conflict("d", 1, 1, time);
      default -> TestOutcomes.rejected("e", "overflow", time);
    };
  }

  private static String summary(String json) {
    Instant start = Instant.parse(field(json, "start"));
    return Duration.between(START, start).toSeconds() + "=" + field(json, "applied") + "/"
        + field(json, "conflicts") + "/" + field(json, "rejected");
  }

  private static String field(String json, String name) {
    return json.replaceFirst(".*\"" + name + "\":\"?([^\",}]*).*", "$1");
  }

  private static Totals totals(AnalysisDriver driver) {
    KeyValueStore<Bytes, byte[]> store = driver.driver().getKeyValueStore(StateStores.TOTALS);
    return Totals.decode(store.get(StateStores.partitionKey(0)));
  }

  @Test
  void aCountersMinuteIsWrittenWhenItIsClosedAndAnHourIsTheSumOfItsMinutes() {
    try (AnalysisDriver driver = new AnalysisDriver(START)) {
      driver.send(TestOutcomes.applied("c", 0, 5, 1, START));
      driver.send(TestOutcomes.applied("c", 5, -8, 2, START.plusSeconds(30)));
      driver.send(TestOutcomes.conflict("c", -3, 2, START.plusSeconds(40)));
      driver.send(TestOutcomes.applied("c", -3, 4, 3, START.plusSeconds(60)));
      driver.send(TestOutcomes.rejected("c", "invalid", START.plusSeconds(61)));
      assertThat(counters(driver)).isEmpty();
      // Stream time closes both minutes; the hour is closed by the wall clock's tick thereafter.
      driver.advance(Duration.ofHours(2));
      driver.send(TestOutcomes.applied("d", 0, 1, 1, START.plusSeconds(3611)));
      driver.advance(Duration.ofSeconds(1));
      String common = "{\"type\":\"window\",\"size\":\"%s\",\"counter\":\"c\",\"partition\":0,"
          + "\"start\":\"2026-11-21T09:0%s:00.000Z\",\"end\":\"2026-11-21T%s:00.000Z\",";
      assertThat(counters(driver))
          .containsExactly(
              common.formatted("minute", 0, "09:01")
                  + "\"applied\":2,\"conflicts\":1,\"rejected\":0,\"reasons\":{},"
                  + "\"positive\":\"5\",\"negative\":\"-8\",\"first\":0,\"last\":-3,"
                  + "\"least\":-3,\"greatest\":5}",
              common.formatted("minute", 1, "09:02")
                  + "\"applied\":1,\"conflicts\":0,\"rejected\":1,\"reasons\":{\"invalid\":1},"
                  + "\"positive\":\"4\",\"negative\":\"0\",\"first\":-3,\"last\":1,"
                  + "\"least\":-3,\"greatest\":1}",
              common.formatted("hour", 0, "10:00")
                  + "\"applied\":3,\"conflicts\":1,\"rejected\":1,\"reasons\":{\"invalid\":1},"
                  + "\"positive\":\"9\",\"negative\":\"-8\",\"first\":0,\"last\":1,"
                  + "\"least\":-3,\"greatest\":5}");
    }
  }

  @Test
  void deletionsAreChangesBeyond64BitsTooAndRepeatsAreRejectionsOfTheirOwnReason() {
    try (AnalysisDriver driver = new AnalysisDriver(START)) {
      driver.send(TestOutcomes.applied("c", 0, Long.MIN_VALUE, 1, START));
      driver.send(TestOutcomes.deleted("c", Long.MIN_VALUE, 2, START));
      driver.send(TestOutcomes.deleted("c", 0, 2, START));
      driver.send(TestOutcomes.rejected("c", "repeated", START));
      driver.send(TestOutcomes.rejected("c", "id-reused", START));
      driver.send(TestOutcomes.applied("d", 0, 1, 1, START.plusSeconds(70)));
      assertThat(counters(driver))
          .singleElement(InstanceOfAssertFactories.STRING)
          .contains("\"applied\":3,\"conflicts\":0,\"rejected\":2,"
              + "\"reasons\":{\"id-reused\":1,\"repeated\":1},"
              + "\"positive\":\"9223372036854775808\",\"negative\":\"-9223372036854775808\"");
    }
  }

  private static List<String> counters(AnalysisDriver driver) {
    return driver.written(AnalysisDriver.TOPICS.stats()).stream()
        .filter(json -> !json.contains("\"second\""))
        .toList();
  }
}

package io.counterstream.analytics.stream;

import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.OutcomeCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Outcomes for tests, as short as possible. */
public final class TestOutcomes {
  private TestOutcomes() {}

  /** An applied event that adds {@code delta} and leads to {@code version}. */
  public static Outcome applied(
      String counter, long previous, long delta, long version, Instant time) {
    return decode(
        "applied",
        counter,
        time,
        "\"delta\":" + delta + ",\"expected\":\"any\","
            + "\"previous\":" + previous + ",\"value\":" + (previous + delta) + ",\"version\":"
            + version);
  }

  /** A deletion of a counter with a value, which leads to {@code version}. */
  public static Outcome deleted(String counter, long previous, long version, Instant time) {
    return decode(
        "applied",
        counter,
        time,
        "\"delta\":" + -previous + ",\"expected\":\"any\","
            + "\"delete\":true,\"previous\":" + previous + ",\"value\":0,\"version\":" + version
            + ",\"deleted\":true");
  }

  /** A conflict that found a value and a version. */
  public static Outcome conflict(String counter, long value, long version, Instant time) {
    return decode(
        "conflict",
        counter,
        time,
        "\"delta\":1,\"expected\":-7,\"value\":" + value + ",\"version\":" + version);
  }

  /** A rejection that does not depend on the counter's state. */
  public static Outcome rejected(String counter, String reason, Instant time) {
    return decode("rejected", counter, time, "\"reason\":\"" + reason + "\",\"message\":\"m\"");
  }

  private static Outcome decode(String type, String counter, Instant time, String fields) {
    String json = "{\"type\":\"" + type + "\",\"commandId\":\"id\",\"counter\":"
        + quoted(counter) + "," + fields
        + ",\"timestamp\":\"" + time + "\"}";
    return OutcomeCodec.decode(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}

package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A result topic must accept every timestamp that the command topic accepts. */
class CommandTopicsTest {
  private static final String ANY = Long.toString(Long.MAX_VALUE);

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "any timestamp,                     CreateTime,    any, any, false",
    "none of more than an hour ago,     CreateTime,    1,   any, true",
    "none of the future,                CreateTime,    any, 1,   true",
    "as much of the future as commands, CreateTime,    any, 2,   false",
    "the brokers show no bounds,        CreateTime,    ,    ,    false",
    "the time of the brokers,           LogAppendTime, 1,   1,   false"
  })
  void refuses(String because, String type, String before, String after, boolean refused) {
    assertThat(CommandTopics.refusesTimestamps(
            config(type, before, after), config("CreateTime", "any", "2")))
        .as(because)
        .isEqualTo(refused);
  }

  private static Config config(String type, String before, String after) {
    List<ConfigEntry> entries = new ArrayList<>();
    entries.add(new ConfigEntry("message.timestamp.type", type));
    add(entries, "message.timestamp.before.max.ms", before);
    add(entries, "message.timestamp.after.max.ms", after);
    return new Config(entries);
  }

  private static void add(List<ConfigEntry> entries, String name, String millis) {
    if (millis != null) {
      entries.add(new ConfigEntry(name, millis.equals("any") ? ANY : millis));
    }
  }
}

package io.counterstream.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.counterstream.cli.terminal.JsonLine;
import io.counterstream.contract.CounterState;
import io.counterstream.core.CounterItem;
import io.counterstream.core.LogProgress;
import io.counterstream.core.journal.Journal;
import java.io.IOException;
import java.util.Optional;

/** Writes items of the table as JSON. */
final class ItemJson {
  private ItemJson() {}

  /** Returns the counter's state. */
  static String state(CounterItem item) {
    return JsonLine.of(json -> writeState(item, json));
  }

  /**
   * Returns the whole item.
   *
   * @param entriesMax the number of entries of each journal at most, the newest ones
   */
  static String all(CounterItem item, int entriesMax) {
    return JsonLine.of(json -> {
      writeState(item, json);
      json.writeArrayFieldStart("logs");
      for (LogProgress log : item.logs()) {
        write(log, entriesMax, json);
      }
      json.writeEndArray();
    });
  }

  /** Returns the state that a read of the table has returned, and how it was read. */
  static String read(String counter, Optional<CounterItem> item, boolean consistent) {
    return JsonLine.of(json -> {
      if (item.isPresent()) {
        writeState(item.get(), json);
      } else {
        write(counter, CounterState.ABSENT, json);
      }
      json.writeBooleanField("consistent", consistent);
    });
  }

  /** Returns the item of a counter that is not in the table. */
  static String absent(String counter) {
    return JsonLine.of(json -> {
      write(counter, CounterState.ABSENT, json);
      json.writeArrayFieldStart("logs");
      json.writeEndArray();
    });
  }

  private static void writeState(CounterItem item, JsonGenerator json) throws IOException {
    if (item.content() instanceof CounterItem.Unusable unusable) {
      json.writeStringField("counter", item.counter());
      json.writeStringField("fault", unusable.fault());
    } else {
      write(item.counter(), item.state().orElseThrow(), json);
    }
    if (item.updatedAt().isPresent()) {
      json.writeStringField("updatedAt", item.updatedAt().get().toString());
    }
  }

  private static void write(String counter, CounterState state, JsonGenerator json)
      throws IOException {
    json.writeStringField("counter", counter);
    write(state, json);
  }

  private static void write(CounterState state, JsonGenerator json) throws IOException {
    json.writeNumberField("value", state.value());
    json.writeNumberField("version", state.version());
    if (state.deleted()) {
      json.writeBooleanField("deleted", true);
    }
  }

  private static void write(LogProgress log, int entriesMax, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("topicId", log.source().topicId());
    json.writeNumberField("partition", log.source().partition());
    json.writeNumberField("offset", log.offset());
    json.writeNumberField("journalSize", log.journal().size());
    json.writeArrayFieldStart("journal");
    for (Journal.Entry entry : log.journal().newest(entriesMax)) {
      json.writeStartObject();
      json.writeNumberField("offset", entry.offset());
      if (entry.state().isPresent()) {
        write(entry.state().get(), json);
      } else {
        json.writeBooleanField("unusable", true);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}

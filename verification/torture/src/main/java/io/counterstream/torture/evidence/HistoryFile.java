package io.counterstream.torture.evidence;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.counterstream.audit.Audit;
import io.counterstream.audit.Deletion;
import io.counterstream.audit.Edit;
import io.counterstream.audit.ObservedCommand;
import io.counterstream.audit.UnusablePeriod;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Writes the history of a run as JSON lines, one operation a line, for checkers of linearizability.
 * docs/torture.md describes the fields.
 */
public final class HistoryFile implements AutoCloseable {
  private final JsonGenerator json;

  private HistoryFile(JsonGenerator json) {
    this.json = json;
  }

  /** Writes all that an audit was given and all writes of the table by others. */
  public static void write(Path file, Audit audit, RecordedWrites writes) {
    try (HistoryFile history = open(file)) {
      audit.commands(history::command);
      writes.edits().forEach(history::edit);
      writes.unusable().forEach(history::unusable);
      writes.deletions().forEach(history::deletion);
    } catch (IOException failed) {
      throw new UncheckedIOException("the history can't be written to " + file, failed);
    }
  }

  private static HistoryFile open(Path file) throws IOException {
    JsonGenerator json =
        new JsonFactory().createGenerator(Files.newOutputStream(file), JsonEncoding.UTF8);
    return new HistoryFile(json.setPrettyPrinter(new MinimalPrettyPrinter("\n")));
  }

  private void command(ObservedCommand observed) {
    CounterCommand command = observed.command();
    line("command", command.counter(), client(command.commandId()), () -> {
      times(observed.sentNanos(), observed.receivedNanos());
      json.writeNumberField("log", observed.position().log());
      json.writeNumberField("partition", observed.position().partition());
      json.writeNumberField("offset", observed.position().offset());
      json.writeStringField("commandId", command.commandId());
      json.writeNumberField("delta", command.delta());
      expected(command.expected());
      optional("expectedVersion", command.expectedVersion());
      optional("min", command.bounds().min());
      optional("max", command.bounds().max());
      if (command.delete()) {
        json.writeBooleanField("delete", true);
      }
      if (observed.outcome().isPresent()) {
        outcome(observed.outcome().get());
      } else {
        json.writeStringField("outcome", "unknown");
      }
    });
  }

  /** Returns a client that has one operation at a time, as checkers expect. */
  private static String client(String commandId) {
    return commandId.startsWith("closed-")
        ? commandId.substring(0, commandId.lastIndexOf('-'))
        : commandId;
  }

  private void expected(Expectation expected) throws IOException {
    if (expected instanceof Expectation.Exactly exactly) {
      json.writeNumberField("expected", exactly.value());
    } else {
      json.writeStringField("expected", expected instanceof Expectation.Any ? "any" : "absent");
    }
  }

  private void optional(String name, OptionalLong number) throws IOException {
    if (number.isPresent()) {
      json.writeNumberField(name, number.getAsLong());
    }
  }

  private void outcome(Outcome outcome) throws IOException {
    if (outcome instanceof Outcome.Rejected rejected) {
      json.writeStringField("outcome", rejected.reason());
      if (rejected.state().isPresent()) {
        state(rejected.state().get());
      }
    } else if (outcome instanceof Outcome.Applied applied) {
      json.writeStringField("outcome", "applied");
      if (applied.command().delete()) {
        json.writeNumberField("previous", applied.previous());
      }
      state(applied.after());
    } else if (outcome instanceof Outcome.Conflict conflict) {
      boolean bounds = conflict.cause().equals(Outcome.Conflict.BOUNDS);
      json.writeStringField("outcome", bounds ? "out-of-bounds" : "conflict");
      state(conflict.current());
    }
  }

  private void edit(Edit edit) {
    line("edit", edit.counter(), "editor", () -> {
      times(edit.invokedNanos(), edit.returnedNanos());
      before(edit.before());
      state(edit.after());
    });
  }

  private void unusable(UnusablePeriod period) {
    line("unusable", period.counter(), "editor", () -> {
      times(period.fromNanos(), period.toNanos());
      before(period.before());
    });
  }

  private void deletion(Deletion deletion) {
    line("delete", deletion.counter(), "editor", () -> {
      times(deletion.invokedNanos(), Long.MAX_VALUE);
      json.writeNumberField("log", deletion.next().log());
      json.writeNumberField("partition", deletion.next().partition());
      json.writeNumberField("offset", deletion.next().offset());
      before(deletion.before());
    });
  }

  private void before(CounterState before) throws IOException {
    json.writeNumberField("valueBefore", before.value());
    json.writeNumberField("versionBefore", before.version());
    if (before.deleted()) {
      json.writeBooleanField("deletedBefore", true);
    }
  }

  private void state(CounterState state) throws IOException {
    json.writeNumberField("value", state.value());
    json.writeNumberField("version", state.version());
    if (state.deleted()) {
      json.writeBooleanField("deleted", true);
    }
  }

  /** A time that is not known is null. */
  private void times(long call, long returned) throws IOException {
    time("call", call, Long.MIN_VALUE);
    time("return", returned, Long.MAX_VALUE);
  }

  private void time(String name, long nanos, long unknown) throws IOException {
    if (nanos == unknown) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, nanos);
    }
  }

  /** The fields of a line after the first ones. */
  private interface Fields {
    void write() throws IOException;
  }

  private void line(String operation, String counter, String client, Fields more) {
    try {
      json.writeStartObject();
      json.writeStringField("op", operation);
      json.writeStringField("counter", counter);
      json.writeStringField("client", client);
      more.write();
      json.writeEndObject();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() throws IOException {
    json.writeRaw('\n');
    json.close();
  }
}

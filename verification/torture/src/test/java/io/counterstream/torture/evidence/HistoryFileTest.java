package io.counterstream.torture.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.audit.Audit;
import io.counterstream.audit.AuditReport;
import io.counterstream.audit.Check;
import io.counterstream.audit.Deletion;
import io.counterstream.audit.Edit;
import io.counterstream.audit.OutcomeRecord;
import io.counterstream.audit.OutcomeTopic;
import io.counterstream.audit.RecordPosition;
import io.counterstream.audit.UnusablePeriod;
import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Outcome.Applied;
import io.counterstream.contract.Outcome.Conflict;
import io.counterstream.contract.Outcome.Rejected;
import io.counterstream.contract.json.DecodedCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history of a run as a file. */
class HistoryFileTest {
  private static final RecordedWrites WRITES = new RecordedWrites(
      List.of(
          new Edit("a", new CounterState(5, 1), new CounterState(7, 2), 50, 60),
          new Edit("a", new CounterState(7, 2), new CounterState(8, 3), 90, 95)),
      List.of(new UnusablePeriod("a", new CounterState(7, 2), 70, 95)),
      List.of(new Deletion("a", new CounterState(8, 3), new RecordPosition(0, 0, 3), 200)));

  @TempDir
  private Path directory;

  @Test
  void hasALineForEachOperation() throws IOException {
    assertThat(Files.readAllLines(written()))
        .contains(
            "{\"op\":\"command\",\"counter\":\"a\",\"client\":\"closed-3\",\"call\":10,"
                + "\"return\":20,\"log\":0,\"partition\":0,\"offset\":0,"
                + "\"commandId\":\"closed-3-0\",\"delta\":5,\"expected\":\"absent\","
                + "\"outcome\":\"applied\",\"value\":5,\"version\":1}",
            "{\"op\":\"command\",\"counter\":\"a\",\"client\":\"open-4\",\"call\":30,"
                + "\"return\":40,\"log\":0,\"partition\":0,\"offset\":1,"
                + "\"commandId\":\"open-4\",\"delta\":1,\"expected\":9,\"expectedVersion\":4,"
                + "\"min\":-3,\"outcome\":\"conflict\",\"value\":5,\"version\":1}",
            "{\"op\":\"edit\",\"counter\":\"a\",\"client\":\"editor\",\"call\":50,\"return\":60,"
                + "\"valueBefore\":5,\"versionBefore\":1,\"value\":7,\"version\":2}")
        .hasSize(9);
  }

  @Test
  void isFoundRightByTheAuditWhenItIsReadBack() throws IOException {
    AuditReport report = HistoryReader.audit(Files.readAllLines(written()));
    assertThat(report.findings()).isEmpty();
    assertThat(report.counts().commands()).isEqualTo(5);
    assertThat(report.counts().unusable()).isEqualTo(1);
    assertThat(report.counts().edits()).isEqualTo(2);
  }

  @Test
  void isFoundWrongWhereAnOperationReturnsBeforeOneThatItBuildsOnIsCalled() throws IOException {
    List<String> lines = Files.readAllLines(written()).stream()
        .map(line -> line.replace("\"call\":10,\"return\":20", "\"call\":41,\"return\":45"))
        .toList();
    assertThat(HistoryReader.audit(lines).totals()).containsOnlyKeys(Check.REAL_TIME_ORDER);
  }

  @Test
  void isFoundWrongWhereAValueIsAnother() throws IOException {
    List<String> lines = Files.readAllLines(written()).stream()
        .map(line -> line.replace(
            "\"outcome\":\"conflict\",\"value\":5", "\"outcome\":" + "\"conflict\",\"value\":6"))
        .toList();
    assertThat(HistoryReader.audit(lines).totals()).containsOnlyKeys(Check.STATE_NEVER_EXISTED);
  }

  private Path written() {
    Audit audit = new Audit();
    CounterCommand first = new CounterCommand("closed-3-0", "a", 5, Expectation.ABSENT);
    add(audit, 0, first, applied(first, 5));
    audit.call(new RecordPosition(0, 0), 10, 20);
    Expectation nine = Expectation.exactly(9);
    OptionalLong four = OptionalLong.of(4);
    CounterCommand second =
        new CounterCommand("open-4", "a", 1, nine, four).within(Bounds.atLeast(-3));
    add(audit, 1, second, new Conflict(second, new CounterState(5, 1), Instant.EPOCH));
    audit.call(new RecordPosition(0, 1), 30, 40);
    Optional<String> counter = Optional.of("a");
    CounterCommand third = any("open-5");
    add(audit, 2, third, new Rejected("open-5", counter, "unusable", "no value", Instant.EPOCH));
    audit.call(new RecordPosition(0, 2), 75, 85);
    add(audit, 3, any("open-6"), applied(any("open-6"), 2));
    audit.command(new RecordPosition(0, 4), new DecodedCommand.Valid(any("open-7")));
    Path file = directory.resolve("history.jsonl");
    HistoryFile.write(file, audit, WRITES);
    return file;
  }

  private static Outcome applied(CounterCommand first, long value) {
    return new Applied(
        new CounterCommand(first.commandId(), "a", value, first.expected()),
        0,
        new CounterState(value, 1),
        Instant.EPOCH);
  }

  private static CounterCommand any(String id) {
    return new CounterCommand(id, "a", 2, Expectation.ANY);
  }

  private static void add(Audit audit, long offset, CounterCommand command, Outcome outcome) {
    RecordPosition position = new RecordPosition(0, offset);
    audit.command(position, new DecodedCommand.Valid(command));
    OutcomeTopic topic = switch (outcome.type()) {
      case APPLIED -> OutcomeTopic.APPLIED;
      case CONFLICT -> OutcomeTopic.CONFLICT;
      case REJECTED -> OutcomeTopic.REJECTED;
    };
    audit.outcome(new OutcomeRecord(topic, 0, offset, position, Optional.of(outcome)));
  }
}

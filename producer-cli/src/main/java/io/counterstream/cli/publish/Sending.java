package io.counterstream.cli.publish;

import io.counterstream.cli.kafka.KafkaConnection;
import io.counterstream.cli.terminal.Interruption;
import io.counterstream.cli.terminal.LiveLine;
import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.json.DecodedCommand;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Sends the commands of lines from a position on, and counts. Used by one thread. */
final class Sending implements AutoCloseable {
  private final KafkaConnection connection;
  private final Remembered.Start start;
  private final LiveLine live;
  private final PublishProgress progress;
  private Optional<AwaitedOutcomes> outcomes = Optional.empty();
  private InputPosition position;

  Sending(
      KafkaConnection connection, Remembered.Start start, LiveLine live, PublishProgress progress) {
    this.connection = connection;
    this.start = start;
    this.live = live;
    this.progress = progress;
    this.position = start.position();
  }

  /** Awaits outcomes, too, and reports those that are not applied. */
  void awaitOutcomes(RefusalListener told) {
    outcomes = Optional.of(AwaitedOutcomes.open(
        connection, (line, outcome) -> live.above(() -> told.refused(line, outcome))));
  }

  /**
   * Sends every valid line, up to the first that the brokers refuse.
   *
   * @param end called when everything is in the log
   */
  PublishSummary run(
      InputLines lines, LineFormat format, Interruption interruption, Consumer<InputPosition> end)
      throws IOException {
    boolean complete = false;
    try {
      complete = send(lines, format, interruption);
      start.sink().settle(position);
      if (complete) {
        end.accept(position);
      } else {
        live.println("interrupted after line " + position.line()
            + (start.isRemembered() ? "; the same command with --resume continues there" : ""));
      }
      outcomes.ifPresent(awaited -> awaited.await(0, connection.timeout(), interruption::isAsked));
    } catch (PublishException failed) {
      complete = false;
      live.println(failed.getMessage());
    }
    return new PublishSummary(
        start.sink().stored(),
        start.position().sent(),
        position.refused(),
        complete,
        outcomes.map(AwaitedOutcomes::counts));
  }

  @Override
  public void close() {
    outcomes.ifPresent(AwaitedOutcomes::close);
  }

  /** Returns whether the end of the input was reached. */
  private boolean send(InputLines lines, LineFormat format, Interruption interruption)
      throws IOException {
    while (!interruption.isAsked()) {
      Optional<InputLines.Line> line = next(lines, interruption);
      if (line.isEmpty()) {
        return true;
      }
      handle(line.get(), format);
      position = new InputPosition(
          lines.bytes(), lines.checksum(), lines.number(), position.sent(), position.refused());
      progress.reached(lines.bytes());
      start.sink().reached(position);
      awaitRoom(interruption::isAsked);
    }
    return false;
  }

  private Optional<InputLines.Line> next(InputLines lines, Interruption interruption)
      throws IOException {
    if (!lines.mayWait()) {
      return lines.next();
    }
    // An open transaction would delay other records until the next line comes.
    start.sink().settle(position);
    interruption.beginIdle();
    try {
      return lines.next();
    } finally {
      interruption.endIdle();
    }
  }

  private void handle(InputLines.Line line, LineFormat format) {
    String id = PublicationIds.commandId(start.id(), line.number());
    DecodedCommand decoded = format.decode(line, id);
    if (decoded instanceof DecodedCommand.Valid valid) {
      IncrementCommand command = valid.command();
      outcomes.ifPresent(awaited -> awaited.expect(command, line.number()));
      start.sink().send(command, line.number());
      position = position.withSent();
    } else {
      live.println("line " + line.number() + ": " + LineFormat.fault(decoded));
      position = position.withRefused();
    }
  }

  private void awaitRoom(BooleanSupplier interrupted) {
    outcomes.filter(AwaitedOutcomes::isFull).ifPresent(awaited -> {
      start.sink().settle(position);
      awaited.await(AwaitedOutcomes.OUTSTANDING_MAX / 2, connection.timeout(), interrupted);
    });
  }
}

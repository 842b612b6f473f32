package io.counterstream.cli.publish;

import io.counterstream.cli.kafka.KafkaConnection;
import io.counterstream.cli.publish.PublishRequest.LastLine;
import io.counterstream.cli.terminal.Interruption;
import io.counterstream.cli.terminal.LiveLine;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.json.DecodedCommand;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Sends the commands of lines from a position on, and counts. Used by one thread. */
final class Sending implements AutoCloseable {
  /** How many lines are read of an input that is perhaps another kind of file. */
  private static final int REFUSED_FIRST_MAX = 10;

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
   * @param lastLine what happens to a last line without a line break
   * @param end called when everything is in the log
   */
  PublishSummary run(
      CommandInput input, LastLine lastLine, Interruption interruption, Consumer<InputPosition> end)
      throws IOException {
    boolean complete = false;
    try {
      Optional<String> stop = send(input, lastLine, interruption);
      start.sink().settle(position);
      stop.ifPresentOrElse(live::println, () -> end.accept(position));
      outcomes.ifPresent(awaited -> awaited.await(0, connection.timeout(), interruption::isAsked));
      complete = stop.isEmpty();
    } catch (PublishException failed) {
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

  /** Returns why it stopped before the end of the input; empty at the end. */
  private Optional<String> send(CommandInput input, LastLine lastLine, Interruption interruption)
      throws IOException {
    InputLines lines = input.lines();
    while (!interruption.isAsked()) {
      Optional<InputLines.Line> line = lines.next(waiting(interruption));
      if (line.isEmpty()) {
        return Optional.empty();
      }
      if (!isEnded(line.get(), input.format(), lastLine)) {
        return Optional.of(unended(line.get(), input.format()));
      }
      handle(line.get(), input.format());
      position = new InputPosition(
          lines.bytes(), lines.checksum(), lines.number(), position.sent(), position.refused());
      progress.reached(lines.bytes());
      start.sink().reached(position);
      awaitRoom(interruption::isAsked);
      if (!input.isNamed() && hasOnlyRefused()) {
        return Optional.of(onlyRefused());
      }
    }
    return Optional.of("interrupted after line " + position.line()
        + (start.isRemembered() ? "; the same command with --resume continues there" : ""));
  }

  private InputLines.Waiting waiting(Interruption interruption) {
    return new InputLines.Waiting() {
      @Override
      public void begin() {
        // An open transaction would delay other records until more of the input comes.
        start.sink().settle(position);
        interruption.beginIdle();
      }

      @Override
      public void end() {
        interruption.endIdle();
      }
    };
  }

  private static boolean isEnded(InputLines.Line line, LineFormat format, LastLine lastLine) {
    return switch (line.ending()) {
      case LINE_BREAK -> true;
      case END_OF_INPUT ->
        lastLine == LastLine.SENT || lastLine == LastLine.SENT_IF_WHOLE && format.isWhole(line);
      case INSIDE_QUOTES -> false;
    };
  }

  private String unended(InputLines.Line line, LineFormat format) {
    if (line.ending() == InputLines.Ending.INSIDE_QUOTES) {
      return line.place() + ": a quote is not closed within " + InputLines.LINE_BYTES_MAX
          + " bytes, so it is not known where the next record begins. Nothing from here on was"
          + " sent: close the quote"
          + (start.isRemembered()
              ? "; the same command with --resume continues here"
              : ", and send the rest as another input");
    }
    DecodedCommand decoded = format.decode(line, start.id());
    return line.place() + ": not sent, because it has no line break at its end and may be half"
        + " written"
        + (decoded instanceof DecodedCommand.Valid ? "" : " (" + LineFormat.fault(decoded) + ")")
        + (start.isRemembered()
            ? ". The same command with --resume sends it when it is complete, and with --resume"
                + " --final-line as it is"
            : ". Send it as another input, or as it is with --final-line");
  }

  private boolean hasOnlyRefused() {
    return position.sent() == 0
        && position.refused() - start.position().refused() >= REFUSED_FIRST_MAX;
  }

  private String onlyRefused() {
    return "stopped after line " + position.line() + ": the first " + position.refused()
        + " lines were refused, so the input does not look like commands. --format sends what is"
        + " valid in a format"
        + (start.isRemembered() ? "; the same command with --resume continues there" : "");
  }

  private void handle(InputLines.Line line, LineFormat format) {
    String id = PublicationIds.commandId(start.id(), line.number());
    DecodedCommand decoded = line.isRest()
        ? new DecodedCommand.Unreadable(
            "expected a new line, found more of the line that was sent when it ended here")
        : format.decode(line, id);
    if (decoded instanceof DecodedCommand.Valid valid) {
      CounterCommand command = valid.command();
      outcomes.ifPresent(awaited -> awaited.expect(command, line.number()));
      start.sink().send(command, line.number());
      position = position.withSent();
    } else {
      live.println(line.place() + ": " + LineFormat.fault(decoded));
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

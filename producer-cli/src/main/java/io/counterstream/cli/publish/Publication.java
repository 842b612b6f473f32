package io.counterstream.cli.publish;

import io.counterstream.cli.kafka.KafkaConnection;
import io.counterstream.cli.kafka.TopicSurvey;
import io.counterstream.cli.terminal.CliException;
import io.counterstream.cli.terminal.Interruption;
import io.counterstream.cli.terminal.LiveLine;
import io.counterstream.cli.terminal.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Optional;

/** One run that reads lines, sends their commands and counts what became of them. */
public final class Publication {
  private final KafkaConnection connection;
  private final PublishRequest request;
  private final PrintWriter err;
  private final Screen screen;
  private final Optional<Remembered> remembered;

  /**
   * A run that has not begun.
   *
   * @param err told of bad lines, and of progress where it is a terminal
   */
  public Publication(
      KafkaConnection connection, PublishRequest request, PrintWriter err, Screen screen) {
    this.connection = connection;
    this.request = request;
    this.err = err;
    this.screen = screen;
    this.remembered = request.memory() == Memory.NONE
        ? Optional.empty()
        : Optional.of(new Remembered(connection, request.stateFile()));
  }

  /**
   * Runs to the end of the input, to the first command that the brokers don't take, or until it is
   * interrupted.
   *
   * @throws CliException if it can't begin; then nothing was sent
   */
  public PublishSummary run(Interruption interruption) throws IOException {
    new TopicSurvey(connection).requireCommandTopic();
    try (InputStream input = request.open()) {
      InputLines lines = new InputLines(input);
      LineFormat format = request.lineFormat();
      format.readHeader(lines);
      Remembered.Start start = start();
      try (CommandSink sink = start.sink()) {
        if (start.position().bytes() > 0 && !lines.skip(start.position())) {
          throw CliException.usage(
              "the first " + start.position().bytes() + " bytes of the input, which were sent"
                  + " before, are not the same now: resume with the same input, lines added at its"
                  + " end at most, or send everything again with --restart",
              null);
        }
        PublishProgress progress = new PublishProgress(request.size(), lines.bytes(), sink::stored);
        try (LiveLine live = LiveLine.open(err, screen, progress::text);
            Sending sending = new Sending(connection, start, live, progress)) {
          request.refusals().ifPresent(sending::awaitOutcomes);
          return sending.run(lines, format, interruption, this::end);
        }
      }
    }
  }

  private void end(Position position) {
    remembered.ifPresent(state -> state.end(position, request.memory()));
  }

  private Remembered.Start start() {
    return remembered
        .map(state -> state.begin(request.memory()))
        .orElseGet(() -> new Remembered.Start(
            PlainSink.open(connection), PublicationIds.fresh(), Position.BEGINNING, false));
  }
}

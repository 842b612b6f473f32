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
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/** A run that reads lines, sends their commands and counts the outcomes. */
public final class Publication {
  private final KafkaConnection connection;
  private final PublishRequest request;
  private final PrintWriter err;
  private final Screen screen;
  private final Optional<Remembered> remembered;

  /**
   * Creates a run.
   *
   * @param err receives invalid lines, and the progress if it is a terminal
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
   * Runs to the end of the input, to the first command that the brokers refuse, or until it is
   * interrupted.
   *
   * @throws CliException if it can't start; then nothing was sent
   */
  public PublishSummary run(Interruption interruption) throws IOException {
    new TopicSurvey(connection)
        .requireCommandTopic(
            remembered.isPresent()
                ? Set.of(AclOperation.WRITE, AclOperation.READ)
                : Set.of(AclOperation.WRITE));
    // A pipe may have no writer yet, or no line.
    interruption.beginIdle();
    try (InputStream stream = request.open()) {
      CommandInput input = request.read(stream);
      interruption.endIdle();
      Remembered.Start start = start();
      try (CommandSink sink = start.sink()) {
        InputLines lines = input.lines();
        if (start.position().bytes() > 0 && !lines.skip(start.position())) {
          throw CliException.usage(
              "the first " + start.position().bytes() + " bytes of the input, which were sent"
                  + " before, have changed: resume with the same input (lines may be added at its"
                  + " end), or send everything again with --restart",
              null);
        }
        PublishProgress progress = new PublishProgress(request.size(), lines.bytes(), sink::stored);
        try (LiveLine live = LiveLine.open(err, screen, progress::text);
            Sending sending = new Sending(connection, start, live, progress)) {
          request.refusals().ifPresent(sending::awaitOutcomes);
          return sending.run(input, request.lastLine(), interruption, this::end);
        }
      }
    } finally {
      interruption.endIdle();
    }
  }

  private void end(InputPosition position) {
    remembered.ifPresent(state -> state.end(position, request.memory()));
  }

  private Remembered.Start start() {
    return remembered
        .map(state -> state.begin(request.memory()))
        .orElseGet(() -> new Remembered.Start(
            PlainSink.open(connection), PublicationIds.fresh(), InputPosition.BEGINNING, false));
  }
}

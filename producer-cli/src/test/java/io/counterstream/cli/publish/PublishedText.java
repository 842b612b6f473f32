package io.counterstream.cli.publish;

import io.counterstream.cli.kafka.KafkaConnection;
import io.counterstream.cli.terminal.Interruption;
import io.counterstream.cli.terminal.LiveLine;
import io.counterstream.cli.terminal.Screen;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a publication of an input does, without Kafka.
 *
 * @param sent the commands, in order
 * @param told the lines on standard error
 * @param position the position that is stored at its end
 * @param isComplete whether the input was read to its end
 */
record PublishedText(
    List<CounterCommand> sent, List<String> told, InputPosition position, boolean isComplete) {
  /** Publishes from the start of an input. */
  static PublishedText of(InputStream input, PublishRequest.LastLine lastLine) throws IOException {
    return of(input, lastLine, InputPosition.BEGINNING);
  }

  /** Publishes from where an earlier publication of the input has stopped. */
  static PublishedText of(
      InputStream stream, PublishRequest.LastLine lastLine, InputPosition position)
      throws IOException {
    RecordedSink sink = new RecordedSink(position);
    StringWriter told = new StringWriter();
    KafkaConnection none = new KafkaConnection(
        Map.of("bootstrap.servers", "none:1"), Topics.DEFAULT, Duration.ofSeconds(1));
    Remembered.Start start = new Remembered.Start(sink, "publication", position, true);
    PublishProgress progress = new PublishProgress(Optional.empty(), 0, sink::stored);
    try (Interruption interruption = Interruption.watch();
        LiveLine live = LiveLine.open(new PrintWriter(told, true), Screen.NONE, progress::text);
        Sending sending = new Sending(none, start, live, progress)) {
      CommandInput input = CommandInput.open(stream, Optional.empty(), PublishRequest.Format.json);
      if (position.bytes() > 0 && !input.lines().skip(position)) {
        throw new AssertionError("the start of the input has changed");
      }
      boolean isComplete =
          sending.run(input, lastLine, interruption, ended -> {}).complete();
      return new PublishedText(
          List.copyOf(sink.sent), told.toString().lines().toList(), sink.settled, isComplete);
    }
  }

  /** Keeps what it is given. */
  private static final class RecordedSink implements CommandSink {
    private final List<CounterCommand> sent = new ArrayList<>();
    private InputPosition settled;

    RecordedSink(InputPosition position) {
      settled = position;
    }

    @Override
    public void send(CounterCommand command, long line) {
      sent.add(command);
    }

    @Override
    public void reached(InputPosition position) {}

    @Override
    public void settle(InputPosition position) {
      settled = position;
    }

    @Override
    public long stored() {
      return sent.size();
    }

    @Override
    public void close() {}
  }
}

package io.counterstream.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lines between two JVMs. */
final class MessageTest {
  @Test
  void readsWhatItWrote() {
    Message message = new Message("drain", Map.of("count", "5", "table", "t-1"));
    assertThat(message).hasToString("drain count=5 table=t-1");
    assertThat(Message.parse(message.toString())).isEqualTo(message);
  }

  @Test
  void carriesAnAssignment() {
    Assignment assignment = new Assignment(
        "h:1",
        Optional.of(URI.create("http://h:2")),
        "name",
        "table",
        Duration.ofMillis(5),
        Map.of("max.batch.commands", "1"));
    Message message = Message.parse(new Message("start", assignment.fields()).toString());
    assertThat(Assignment.of(message)).isEqualTo(assignment);
  }

  @Test
  void leavesTheEndpointOutIfItIsTheRegionsOwn() {
    Assignment assignment =
        new Assignment("h:1", Optional.empty(), "n", "t", Duration.ZERO, Map.of());
    assertThat(Assignment.of(new Message("start", assignment.fields()))).isEqualTo(assignment);
  }

  @Test
  void keepsAFailureOnOneLine() {
    Message failed = Message.failed(new IllegalStateException("two\nlines and spaces"));
    assertThat(Message.parse(failed.toString())).isEqualTo(failed);
    assertThat(failed.text("why")).endsWith("two_lines_and_spaces");
  }

  @Test
  void knowsAnAnswerFromWhatAJvmPrints() {
    assertThat(Message.isAnswer(new Message(Message.OK, Map.of()).toString())).isTrue();
    assertThat(Message.isAnswer(new Message(Message.OK, Map.of("reads", "0")).toString()))
        .isTrue();
    assertThat(Message.isAnswer(Message.failed(new IllegalStateException()).toString()))
        .isTrue();
    assertThat(Message.isAnswer("[0.4s][info][jfr,startup] Started recording 1."))
        .isFalse();
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> new Message("drain", Map.of("count", "5")).text("table"))
        .hasMessage("drain must have table, has [count]");
  }
}

package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.contract.failure.Explanation;
import io.counterstream.core.table.TableUnavailableException;
import io.counterstream.core.table.TableUnavailableException.Prospect;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A start waits for a table's service that is busy, and not for one that refuses. */
class TableWaitTest {
  private Duration now = Duration.ZERO;
  private int pauses;
  private final TableWait wait =
      new TableWait("the table", Duration.ofSeconds(1), () -> now.toNanos(), this::pause);

  private void pause(Duration time) {
    pauses++;
    now = now.plus(time);
  }

  private static Supplier<String> answers(Prospect... failures) {
    Queue<Prospect> left = new ArrayDeque<>(List.of(failures));
    return () -> {
      if (!left.isEmpty()) {
        throw new TableUnavailableException(
            new Explanation(Explanation.Kind.OTHER, "busy", ""),
            new IllegalStateException("busy"),
            left.remove());
      }
      return "answer";
    };
  }

  @Test
  void anAnswerNeedsNoPause() {
    assertThat(wait.ask(answers())).isEqualTo("answer");
    assertThat(pauses).isZero();
  }

  @Test
  void aThrottledQuestionIsAskedAgain() {
    assertThat(wait.ask(answers(Prospect.MAY_PASS, Prospect.MAY_PASS))).isEqualTo("answer");
    assertThat(pauses).isEqualTo(2);
  }

  @Test
  void theWaitIsBounded() {
    Supplier<String> never = answers(Prospect.MAY_PASS, Prospect.MAY_PASS, Prospect.MAY_PASS);
    assertThatThrownBy(() -> wait.ask(never)).isInstanceOf(TableUnavailableException.class);
    assertThat(pauses).isEqualTo(2);
  }

  @Test
  void aRefusalIsReportedAtOnce() {
    assertThatThrownBy(() -> wait.ask(answers(Prospect.MAY_PASS, Prospect.NEEDS_A_CHANGE)))
        .isInstanceOf(TableUnavailableException.class);
    assertThat(pauses).isOne();
  }
}

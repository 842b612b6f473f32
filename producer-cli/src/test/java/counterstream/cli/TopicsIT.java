package counterstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import counterstream.cli.kafka.TestTopics;
import counterstream.contract.Topics;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** {@code topics}. */
class TopicsIT {
  private final Installation installation = Installation.shared();
  private final Terminal terminal = new Terminal();

  @Test
  void showsTheFiveTopics() {
    assertThat(run("topics")).isZero();
    assertThat(terminal.out())
        .startsWith("TOPIC ")
        .containsPattern(installation.name() + "-commands +4 +1  commands\n")
        .hasLineCount(6);
  }

  @Test
  void showsWhatIsMissingAndWhatDiffers() throws ExecutionException, InterruptedException {
    Topics uneven = new Topics("uneven");
    TestTopics.create(
        installation.bootstrapServers(), List.of(uneven.commands(), uneven.applied()), 2);
    TestTopics.create(installation.bootstrapServers(), List.of(uneven.conflicts()), 1);
    assertThat(new Installation("uneven").run(terminal, "topics")).isEqualTo(1);
    assertThat(terminal.out())
        .containsPattern("uneven-conflicts +1 +1  conflicts \\(must have 2 partitions, as all five")
        .containsPattern("uneven-rejected +missing +rejections\n");
    assertThat(terminal.err()).contains("2 of 5 topics missing", "--provision-only");
  }

  private int run(String... arguments) {
    return installation.run(terminal, arguments);
  }
}

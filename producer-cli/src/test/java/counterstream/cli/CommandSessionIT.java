package counterstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import counterstream.contract.CounterState;
import counterstream.contract.Expectation;
import counterstream.contract.IncrementCommand;
import counterstream.contract.Outcome;
import counterstream.contract.Topics;
import counterstream.contract.json.OutcomeCodec;
import counterstream.sandbox.testing.Servers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sending a command and finding its own outcome among traps, on a real broker. */
class CommandSessionIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static String servers;
  private static Topics topics;
  private static StandInProcessor processor;

  @BeforeAll
  static void start() throws ExecutionException, InterruptedException {
    servers = Servers.shared().bootstrapServers();
    topics = TestTopics.create(servers, "session-it");
    processor = new StandInProcessor(servers, topics);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    processor.stop();
  }

  @Test
  void findsItsOwnCommittedOutcome() {
    try (CommandSession session = CommandSession.open(connection(topics))) {
      ReceivedOutcome received = session.send(command("own", "own-1", 5), PATIENCE);
      assertThat(received.outcome().state()).contains(new CounterState(5, 1));
      assertThat(received.json().getBytes(StandardCharsets.UTF_8))
          .isEqualTo(OutcomeCodec.encode(received.outcome()));
    }
  }

  @Test
  void servesManyCommandsOverAllPartitions() {
    try (CommandSession session = CommandSession.open(connection(topics))) {
      for (int round = 1; round <= 3; round++) {
        for (int counter = 0; counter < 8; counter++) {
          Outcome outcome = session
              .send(command("many-" + counter, "many-" + counter + "-" + round, 1), PATIENCE)
              .outcome();
          assertThat(outcome.commandId()).isEqualTo("many-" + counter + "-" + round);
          assertThat(outcome.state()).contains(new CounterState(round, round));
        }
      }
    }
  }

  @Test
  void takesTheAnswerToThisSendingNotToAnEarlierOneWithTheSameId() {
    try (CommandSession session = CommandSession.open(connection(topics))) {
      session.send(command("again", "again-1", 1), PATIENCE);
      Outcome second = session.send(command("again", "again-1", 1), PATIENCE).outcome();
      assertThat(second.state()).contains(new CounterState(2, 2));
    }
  }

  @Test
  void givesUpInTimeAndTellsWhereTheCommandIs() {
    try (CommandSession session = CommandSession.open(connection(topics))) {
      assertThatThrownBy(
              () -> session.send(command("silent", "silent-1", 1), Duration.ofMillis(700)))
          .isInstanceOfSatisfying(
              CliException.class, late -> assertThat(late.exitCode()).isEqualTo(5))
          .hasMessageContaining("no outcome within 700ms for command silent-1")
          .hasMessageContaining(topics.commands() + ", partition ")
          .hasMessageContaining(", offset ")
          .hasMessageContaining("may still be decided");
      assertThat(
              session.send(command("after", "after-1", 1), PATIENCE).outcome().state())
          .contains(new CounterState(1, 1));
    }
  }

  @Test
  void namesTheTopicThatIsMissing() {
    assertThatThrownBy(() -> CommandSession.open(connection(new Topics("nowhere"))))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("there is no topic nowhere-commands at " + servers)
        .hasMessageContaining("--provision");
  }

  @Test
  void namesTheTopicWhosePartitionsDiffer() throws ExecutionException, InterruptedException {
    Topics uneven = new Topics("uneven");
    TestTopics.create(servers, List.of(uneven.commands(), uneven.applied()), 2);
    TestTopics.create(servers, List.of(uneven.conflicts(), uneven.rejected()), 1);
    assertThatThrownBy(() -> CommandSession.open(connection(uneven)))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("topic uneven-conflicts must have as many partitions as"
            + " uneven-commands, 2, but has 1");
  }

  private static IncrementCommand command(String counter, String id, long delta) {
    return new IncrementCommand(id, counter, delta, Expectation.ANY);
  }

  private static KafkaConnection connection(Topics topics) {
    return new KafkaConnection(Map.of("bootstrap.servers", servers), topics, PATIENCE);
  }
}

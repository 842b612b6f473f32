package io.counterstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.counterstream.analytics.app.Analytics;
import io.counterstream.cli.SecuredSandbox.Login;
import io.counterstream.client.Counters;
import io.counterstream.processor.app.CounterProcessor;
import io.counterstream.processor.app.TestProcessors;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.wait.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Processor, command line and client library with brokers that know and check their clients. */
class SecurityIT {
  /** The users who have the rights of all roles, one for each login that gives a name. */
  private static final List<String> ALMIGHTY = List.of("CN=client", "almighty");

  private static SecuredSandbox sandbox;

  @TempDir
  private Path folder;

  @BeforeAll
  static void provision() throws Exception {
    sandbox = SecuredSandbox.shared();
    List<AclBinding> allowed = new ArrayList<>();
    for (Right right : rights()) {
      ALMIGHTY.forEach(user -> allowed.add(right.binding(user)));
    }
    sandbox.createUsers(ALMIGHTY);
    sandbox.allow(allowed);
  }

  static List<Right> rights() throws IOException {
    return Right.documented();
  }

  @ParameterizedTest
  @EnumSource
  void everyProgramWorksWithEveryLogin(Login login) throws Exception {
    String counter = login.name();
    try (CounterProcessor processor = TestProcessors.start(sandbox.deployment(login, "almighty"))) {
      assertThat(sandbox
              .run(login, "almighty", "increment", counter, "--expected", "absent")
              .all())
          .isEqualTo("applied   " + counter + "  0 -> 1  (version 1)\n");
      assertThat(sandbox.run(login, "almighty", "get", counter).all())
          .isEqualTo(counter + "  1  (version 1)\n");
      assertThat(sandbox
              .run(login, "almighty", "watch", counter, "--from-beginning", "--until-now")
              .out())
          .startsWith("applied   " + counter + "  0 -> 1  (version 1)\n");
      try (Counters counters = Counters.connect(sandbox.clientConfig(login, "almighty"))) {
        assertThat(counters.counter(counter, 0).increment()).isEqualTo(2);
      }
      assertThat(processor.isFollowing()).isTrue();
    }
  }

  @Test
  void theDocumentedRightsSuffice() throws Exception {
    Path commands = Files.writeString(
        folder.resolve("commands.jsonl"),
        "{\"counter\":\"enough\",\"delta\":1,\"expected\":\"any\"}\n");
    Deployment deployment = sandbox.deployment(Login.SCRAM, "processor");
    try (CounterProcessor processor = TestProcessors.start(deployment);
        KafkaClient kafka = new KafkaClient(sandbox.bootstrapServers())) {
      assertThat(sandbox
              .run(Login.SCRAM, "producer", "increment", "enough", "--expected", "0")
              .all())
          .isEqualTo("applied   enough  0 -> 1  (version 1)\n");
      assertThat(sandbox
              .run(Login.SCRAM, "publisher", "publish", commands.toString())
              .all())
          .isEqualTo("sent 1, refused 0\n");
      assertThat(sandbox.run(Login.SCRAM, "producer", "get", "enough").all())
          .isEqualTo("enough  2  (version 2)\n");
      assertThat(sandbox
              .run(Login.SCRAM, "consumer", "watch", "enough", "--from-beginning", "--limit", "2")
              .out())
          .contains("0 -> 1", "1 -> 2");
      assertThat(sandbox.run(Login.SCRAM, "operator", "topics").out())
          .contains("counter-commands-dlq");
      kafka.publish(List.of(new ProducerRecord<>(
          deployment.topics().commands(),
          "{\"counter\":\"enough\",\"delta\":1,\"expected\":\"any\"}"
              .getBytes(StandardCharsets.UTF_8))));
      assertThat(kafka.awaitRecords(List.of(deployment.topics().deadLetters()), 1))
          .isEqualTo(1);
      theDocumentedRightsSufficeForADeadLetter();
      theDocumentedRightsSufficeForAnalytics(kafka);
      assertThat(processor.isFollowing()).isTrue();
    }
  }

  private static void theDocumentedRightsSufficeForAnalytics(KafkaClient kafka) throws Exception {
    try (Analytics analytics = Analytics.start(sandbox.analyticsSettings("analytics"))) {
      HttpRequest asked = HttpRequest.newBuilder(
              URI.create(analytics.address()).resolve("/api/counters?prefix=enough"))
          .build();
      Waiting.await()
          .untilAsserted(() -> assertThat(HttpClient.newHttpClient()
                  .send(asked, HttpResponse.BodyHandlers.ofString())
                  .body())
              .contains("\"value\":\"3\""));
      assertThat(kafka.awaitRecords(List.of("counter-latest"), 1)).isPositive();
    }
  }

  private static void theDocumentedRightsSufficeForADeadLetter() throws IOException {
    assertThat(sandbox.run(Login.SCRAM, "redriver", "dlq", "list").out())
        .contains("commandId is required");
    assertThat(sandbox.run(Login.SCRAM, "investigator", "dlq", "list").all())
        .contains("commandId is required");
    assertThat(sandbox
            .run(
                Login.SCRAM,
                "investigator",
                "watch",
                "--type",
                "dlq",
                "--from-beginning",
                "--limit",
                "1")
            .all())
        .contains("commandId is required");
    assertThat(sandbox.run(Login.SCRAM, "investigator", "outcome", "no-such-id").err())
        .contains("no outcome of no-such-id found");
    assertThat(sandbox
            .run(Login.SCRAM, "redriver", "dlq", "redrive", "--place", "0/0")
            .out())
        .endsWith("sent 1, sent before 0, refused 0\n");
  }

  @ParameterizedTest
  @MethodSource("rights")
  void aRightThatIsTakenAwayIsNamed(Right right) throws Exception {
    long sent = commandsEnd();
    sandbox.takeAway(right.binding());
    try {
      assertThat(refusals(right))
          .isNotEmpty()
          .allSatisfy(refusal -> assertThat(refusal)
              .containsPattern(
                  "User:" + right.user() + " must be allowed \\[[A-Z_, ]*\\b" + right.operation()
                      + "\\b[A-Z_, ]*] on [a-z ]+" + right.pattern().name()));
      assertThat(commandsEnd()).as("commands").isEqualTo(sent);
    } finally {
      sandbox.allow(List.of(right.binding()));
    }
  }

  private static long commandsEnd() throws Exception {
    TopicPartition commands = new TopicPartition("counter-commands", 0);
    return sandbox
        .admin()
        .listOffsets(Map.of(commands, OffsetSpec.latest()))
        .partitionResult(commands)
        .get()
        .offset();
  }

  /** What a user who lacks a right is told by each program of the role that needs it. */
  private List<String> refusals(Right right) throws IOException {
    String role = right.role();
    return switch (role) {
      case "processor" ->
        List.of(String.valueOf(catchThrowable(
            () -> TestProcessors.start(sandbox.deployment(Login.SCRAM, role)).close())));
      case "provisioner" ->
        List.of(String.valueOf(catchThrowable(
            () -> CounterProcessor.provision(TestProcessors.settings(
                sandbox.deployment(Login.SCRAM, role), Map.of("topic.prefix", "counter-new"))))));
      case "producer" ->
        List.of(
            failure(role, "increment", "refused", "--expected", "any"),
            failure(role, "get", "refused"),
            failure(role, "load", "--rate", "10", "--duration", "1s"));
      case "publisher" ->
        List.of(failure(
            role,
            "publish",
            "--restart",
            Files.writeString(
                    folder.resolve("refused.jsonl"),
                    "{\"counter\":\"refused\",\"delta\":1,\"expected\":\"any\"}\n")
                .toString()));
      case "consumer" -> List.of(failure(role, "watch", "--limit", "1"));
      case "investigator" -> investigations(right);
      case "operator" -> List.of(failure(role, "topics"));
      case "redriver" -> redrives(right);
      case "analytics" ->
        List.of(String.valueOf(catchThrowable(
            () -> Analytics.start(sandbox.analyticsSettings(role)).close())));
      default -> throw new IllegalArgumentException(role);
    };
  }

  private static List<String> investigations(Right right) throws IOException {
    String role = right.role();
    List<String> refusals = new ArrayList<>(List.of(failure(role, "outcome", "no-such-id")));
    boolean ofCommands = right.operation() == AclOperation.DESCRIBE;
    if (ofCommands || right.pattern().name().endsWith("-dlq")) {
      refusals.add(failure(role, "dlq", "list"));
      refusals.add(failure(role, "watch", "--type", "dlq", "--limit", "1"));
    }
    if (ofCommands || right.pattern().name().endsWith("-conflicts")) {
      refusals.add(failure(role, "watch", "--type", "conflict", "--limit", "1"));
    }
    return refusals;
  }

  private static List<String> redrives(Right right) throws IOException {
    String role = right.role();
    List<String> refusals =
        new ArrayList<>(List.of(failure(role, "dlq", "redrive", "--place", "0/0")));
    if (right.pattern().name().endsWith("-dlq")) {
      refusals.add(failure(role, "dlq", "list"));
    }
    return refusals;
  }

  private static String failure(String role, String... command) throws IOException {
    Terminal terminal = sandbox.run(Login.SCRAM, role, command);
    assertThat(terminal.out()).doesNotContain("applied", "sent 1");
    return terminal.err();
  }
}

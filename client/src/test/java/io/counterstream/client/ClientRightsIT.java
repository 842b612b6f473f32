package io.counterstream.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.processor.app.TestProcessors;
import io.counterstream.sandbox.BrokerSettings;
import io.counterstream.sandbox.Sandbox;
import io.counterstream.sandbox.SandboxConfig;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.Servers;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.wait.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rights that a client lacks: named when it connects, and no time-outs when they are withdrawn. */
class ClientRightsIT {
  private static Sandbox sandbox;

  @BeforeAll
  static void start() {
    sandbox = Sandbox.start(SandboxConfig.defaults().withBroker(BrokerSettings.withAcls()));
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  private static Deployment deploy(String name) {
    Servers servers = Servers.at(sandbox.bootstrapServers(), sandbox.tableEndpoint());
    return TestProcessors.provision(new Deployment(servers, name, 1, Map.of()));
  }

  /** Without it, a counter would change and the program would never learn of it. */
  @Test
  void aClientThatMayWriteButNotReadIsRefused() throws Exception {
    Deployment deployment = deploy("blind");
    permitOnly(deployment, deployment.topics().conflicts(), AclOperation.DESCRIBE);
    permitOnly(deployment, deployment.topics().rejected(), AclOperation.ALTER_CONFIGS);
    assertRefused(
        deployment,
        "[READ] on topic blind-conflicts, found [DESCRIBE]; User:ANONYMOUS must be allowed [READ]"
            + " on topic blind-rejected");
  }

  @Test
  void aClientThatMayReadButNotWriteIsRefused() throws Exception {
    Deployment deployment = deploy("mute");
    permitOnly(deployment, deployment.topics().commands(), AclOperation.READ);
    assertRefused(deployment, "[WRITE] on topic mute-commands, found [READ, DESCRIBE]");
  }

  @Test
  void aRightThatIsWithdrawnIsNoTimeOut() throws Exception {
    Deployment deployment = deploy("withdrawn");
    ClientConfig config = TestClients.config(deployment);
    try (Counters counters = Counters.connect(config)) {
      permitOnly(deployment, deployment.topics().applied(), AclOperation.DESCRIBE);
      CompletableFuture<Outcome> sent = counters
          .send(
              new CounterCommand(counters.newCommandId(), "c", 1, Expectation.ANY),
              Duration.ofDays(1))
          .toCompletableFuture();
      Throwable failure = catchThrowableOfType(
              ExecutionException.class, () -> sent.get(1, TimeUnit.MINUTES))
          .getCause();
      assertThat(failure)
          .isInstanceOf(OutcomeUnknownException.class)
          .hasMessageContaining("withdrawn-applied")
          .hasCauseInstanceOf(TopicAuthorizationException.class);
    }
  }

  private static void assertRefused(Deployment deployment, String missing) {
    assertThatThrownBy(() -> TestClients.connect(deployment))
        .isInstanceOf(NotConnectedException.class)
        .hasMessageContaining("User:ANONYMOUS must be allowed " + missing + ": grant it with");
  }

  private static void permitOnly(Deployment deployment, String topic, AclOperation operation)
      throws Exception {
    List<AclBinding> permitted = List.of(new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
        new AccessControlEntry("User:ANONYMOUS", "*", operation, AclPermissionType.ALLOW)));
    try (KafkaClient kafka = deployment.kafka()) {
      kafka.admin().createAcls(permitted).all().get();
      // The broker learns of a list a moment after the controller has stored it.
      Waiting.await()
          .until(() -> kafka
              .admin()
              .describeAcls(AclBindingFilter.ANY)
              .values()
              .get()
              .containsAll(permitted));
    }
  }
}

package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.sandbox.Sandbox;
import io.counterstream.sandbox.SandboxConfig;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.Servers;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.wait.Waiting;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A right that the processor will need is missed at the start, not at the record that needs it. */
class RightsIT {
  private static final String ANYONE = "User:ANONYMOUS";

  private static Sandbox sandbox;

  @BeforeAll
  static void start() {
    sandbox = Sandbox.start(SandboxConfig.defaults().withAccess(SandboxConfig.Access.ACLS));
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  private static Deployment deploy(String name) {
    Servers servers = Servers.at(sandbox.bootstrapServers(), sandbox.tableEndpoint());
    return TestProcessors.provision(new Deployment(servers, name, 1, Map.of()));
  }

  private static void permitOnly(
      Deployment deployment, ResourceType type, String resource, AclOperation... operations)
      throws Exception {
    ResourcePattern pattern = new ResourcePattern(type, resource, PatternType.LITERAL);
    List<AclBinding> permitted = Stream.of(operations)
        .map(operation -> new AclBinding(
            pattern, new AccessControlEntry(ANYONE, "*", operation, AclPermissionType.ALLOW)))
        .toList();
    create(deployment, permitted);
  }

  private static void permitOthersOnly(Deployment deployment, ResourcePattern resource)
      throws Exception {
    AccessControlEntry others =
        new AccessControlEntry("User:other", "*", AclOperation.ALL, AclPermissionType.ALLOW);
    create(deployment, List.of(new AclBinding(resource, others)));
  }

  /** The broker learns of a list a moment after the controller has stored it. */
  private static void create(Deployment deployment, List<AclBinding> bindings) throws Exception {
    try (KafkaClient kafka = deployment.kafka()) {
      kafka.admin().createAcls(bindings).all().get();
      Waiting.await()
          .until(() -> kafka
              .admin()
              .describeAcls(AclBindingFilter.ANY)
              .values()
              .get()
              .containsAll(bindings));
    }
  }

  private static void assertNotStarted(Deployment deployment, String message) {
    assertThatThrownBy(() -> TestProcessors.start(deployment))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("the processor can't start: rights are missing")
        .hasMessageContaining(message);
  }

  @Test
  void whereNothingIsRestrictedItStarts() {
    TestProcessors.start(deploy("open")).close();
  }

  @Test
  void writingDeadLettersIsARightThatIsNeededAtTheStart() throws Exception {
    Deployment deployment = deploy("letters");
    String topic = deployment.topics().deadLetters();
    permitOnly(
        deployment, ResourceType.TOPIC, topic, AclOperation.READ, AclOperation.DESCRIBE_CONFIGS);
    assertNotStarted(
        deployment,
        "the principal of this processor must be allowed [WRITE] on topic " + topic + ", found [");
    permitOnly(deployment, ResourceType.TOPIC, topic, AclOperation.WRITE);
    TestProcessors.start(deployment).close();
  }

  @Test
  void aTopicThatCannotEvenBeDescribedIsNamed() throws Exception {
    Deployment deployment = deploy("hidden");
    String topic = deployment.topics().commands();
    permitOnly(deployment, ResourceType.TOPIC, topic, AclOperation.ALTER_CONFIGS);
    assertNotStarted(
        deployment, "must be allowed [READ, DESCRIBE, DESCRIBE_CONFIGS] on topic " + topic);
  }

  @Test
  void theGroupOfTheDecidedOffsetsIsNamed() throws Exception {
    Deployment deployment = deploy("group");
    String group = deployment.name() + ".decided";
    permitOthersOnly(
        deployment, new ResourcePattern(ResourceType.GROUP, group, PatternType.LITERAL));
    assertNotStarted(deployment, "must be allowed [READ] on group " + group);
  }

  @Test
  void transactionalIdsAreNamed() throws Exception {
    Deployment deployment = deploy("ids");
    permitOthersOnly(
        deployment,
        new ResourcePattern(
            ResourceType.TRANSACTIONAL_ID, deployment.name(), PatternType.PREFIXED));
    assertNotStarted(deployment, "[WRITE, DESCRIBE] on transactional ids that start with ids-");
  }
}

package io.counterstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** What tests may rely on, whatever servers the build runs them against. */
final class ServersIT {
  private final Servers servers = Servers.shared();
  private final Clients clients = Clients.of(servers.bootstrapServers(), servers.tableEndpoint());

  @AfterEach
  void closeClients() {
    clients.close();
  }

  @Test
  void aRecordAndAnItemGoInAndOut() {
    clients.createTopic("greetings");
    clients.send("greetings", List.of("hello"));
    assertThat(clients.read("greetings", 1)).containsExactly("hello");

    clients.createTable("greetings");
    clients.put("greetings", "hello", 1);
    assertThat(clients.get("greetings", "hello")).hasValue(1L);
  }

  @Test
  void aRefusedPutReturnsTheItemThatIsThere() {
    clients.createTable("refusals");
    clients.put("refusals", "a", 1);
    assertThatThrownBy(() -> clients
            .table()
            .putItem(request -> request
                .tableName("refusals")
                .item(Clients.item("a", 2))
                .conditionExpression("attribute_not_exists(#name)")
                .expressionAttributeNames(Map.of("#name", "name"))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)))
        .asInstanceOf(type(ConditionalCheckFailedException.class))
        .extracting(ConditionalCheckFailedException::item)
        .isEqualTo(Clients.item("a", 1));
  }

  @Test
  void anyCredentialsAndRegionSeeTheSameTables() {
    clients.createTable("seen");
    AwsBasicCredentials others = AwsBasicCredentials.create("somebody", "else");
    try (DynamoDbClient other = DynamoDbClient.builder()
        .endpointOverride(servers.tableEndpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(StaticCredentialsProvider.create(others))
        .build()) {
      assertThat(other.listTables().tableNames()).contains("seen");
    }
  }

  @Test
  void aTopicHasFourPartitionsUnlessToldOtherwise() throws Exception {
    NewTopic topic = new NewTopic("partitions", Optional.empty(), Optional.empty());
    assertThat(clients
            .admin()
            .createTopics(List.of(topic))
            .numPartitions("partitions")
            .get())
        .isEqualTo(4);
  }

  @Test
  void sharedServersOutliveAClose() {
    Servers.shared().close();
    assertThat(clients.admin().describeCluster().nodes().toCompletionStage())
        .succeedsWithin(Duration.ofSeconds(10));
  }
}

package io.counterstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.client.TableClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Properties that tests rely on, whatever servers the build runs them on. */
final class ServersIT {
  private final String tableName = "t-" + UUID.randomUUID();

  private final Servers servers = Servers.shared();
  private final KafkaClient kafka = new KafkaClient(servers.bootstrapServers());
  private final TableClient table = new TableClient(servers.tableEndpoint(), tableName);

  @BeforeEach
  void createTable() {
    table.create();
  }

  @AfterEach
  void closeClients() {
    kafka.close();
    table.close();
  }

  @Test
  void aRecordAndAnItemGoInAndOut() {
    kafka.createTopic("greetings", 1, Map.of());
    kafka.publish(List.of(new ProducerRecord<>("greetings", new byte[] {1})));
    assertThat(kafka.read(List.of("greetings")))
        .map(ConsumerRecord::value)
        .containsExactly(new byte[] {1});

    table.put(TableClient.item("hello", 1));
    assertThat(table.item("hello")).contains(TableClient.item("hello", 1));
  }

  @Test
  void aRefusedPutReturnsTheItemThatIsThere() {
    table.put(TableClient.item("a", 1));
    assertThatThrownBy(() -> table
            .dynamoDb()
            .putItem(request -> request
                .tableName(tableName)
                .item(TableClient.item("a", 2))
                .conditionExpression("attribute_not_exists(#name)")
                .expressionAttributeNames(Map.of("#name", "counter"))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
            .join())
        .cause()
        .asInstanceOf(type(ConditionalCheckFailedException.class))
        .extracting(ConditionalCheckFailedException::item)
        .isEqualTo(TableClient.item("a", 1));
  }

  @Test
  void anyCredentialsAndRegionSeeTheSameTables() {
    AwsBasicCredentials others = AwsBasicCredentials.create("somebody", "else");
    try (DynamoDbAsyncClient other = DynamoDbAsyncClient.builder()
        .endpointOverride(servers.tableEndpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(StaticCredentialsProvider.create(others))
        .build()) {
      assertThat(other.listTables().join().tableNames()).contains(tableName);
    }
  }

  @Test
  void aTopicHasFourPartitionsByDefault() throws Exception {
    NewTopic topic = new NewTopic("partitions", Optional.empty(), Optional.empty());
    assertThat(kafka
            .admin()
            .createTopics(List.of(topic))
            .numPartitions("partitions")
            .get())
        .isEqualTo(4);
  }

  @Test
  void sharedServersOutliveAClose() {
    Servers.shared().close();
    assertThat(kafka.admin().describeCluster().nodes().toCompletionStage())
        .succeedsWithin(Duration.ofSeconds(10));
  }
}

package io.counterstream.testkit;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The clients with which the tests of this module try servers out; every wait ends. */
public final class Clients implements AutoCloseable {
  private static final Duration WAIT_MAX = Duration.ofSeconds(30);

  private final String bootstrapServers;
  private final Admin admin;
  private final DynamoDbClient table;

  private Clients(String bootstrapServers, URI tableEndpoint) {
    this.bootstrapServers = bootstrapServers;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    this.table = DynamoDbClient.builder()
        .endpointOverride(tableEndpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
        .build();
  }

  public static Clients of(String bootstrapServers, URI tableEndpoint) {
    return new Clients(bootstrapServers, tableEndpoint);
  }

  public Admin admin() {
    return admin;
  }

  public DynamoDbClient table() {
    return table;
  }

  /** Creates a topic of one partition. */
  public void createTopic(String topic) {
    try {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Can't create " + topic, e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException("Interrupted while creating " + topic, e);
    }
  }

  public void send(String topic, List<String> values) {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      for (String value : values) {
        producer.send(new ProducerRecord<>(topic, value)).get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("Can't send to " + topic, e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException("Interrupted while sending to " + topic, e);
    }
  }

  /** The first values of a topic: as many as asked for, or those that came in time. */
  public List<String> read(String topic, int count) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      List<String> values = new ArrayList<>();
      long deadlineNanos = System.nanoTime() + WAIT_MAX.toNanos();
      while (values.size() < count && System.nanoTime() < deadlineNanos) {
        consumer.poll(Duration.ofMillis(100)).forEach(each -> values.add(each.value()));
      }
      return values;
    }
  }

  /** Creates a table whose key is the string {@code name}. */
  public void createTable(String tableName) {
    KeySchemaElement key =
        KeySchemaElement.builder().attributeName("name").keyType(KeyType.HASH).build();
    AttributeDefinition type = AttributeDefinition.builder()
        .attributeName("name")
        .attributeType(ScalarAttributeType.S)
        .build();
    table.createTable(request -> request
        .tableName(tableName)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .keySchema(List.of(key))
        .attributeDefinitions(List.of(type)));
  }

  public void put(String tableName, String name, long value) {
    table.putItem(request -> request.tableName(tableName).item(item(name, value)));
  }

  public Optional<Long> get(String tableName, String name) {
    Map<String, AttributeValue> key = Map.of("name", AttributeValue.fromS(name));
    Map<String, AttributeValue> found =
        table.getItem(request -> request.tableName(tableName).key(key)).item();
    return Optional.ofNullable(found.get("value")).map(value -> Long.valueOf(value.n()));
  }

  public static Map<String, AttributeValue> item(String name, long value) {
    return Map.of(
        "name", AttributeValue.fromS(name), "value", AttributeValue.fromN(Long.toString(value)));
  }

  @Override
  public void close() {
    admin.close(WAIT_MAX);
    table.close();
  }
}

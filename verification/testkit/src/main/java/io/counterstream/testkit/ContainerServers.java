package io.counterstream.testkit;

import io.counterstream.sandbox.BrokerSettings;
import io.counterstream.testkit.wait.Waiting;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;

/** Servers in containers, from the official images, with the settings of the sandbox. */
final class ContainerServers implements Servers {
  private static final String KAFKA = "apache/kafka:4.4.0";
  private static final String TABLE = "amazon/dynamodb-local:3.3.1";
  // Removes the containers of a killed JVM. Testcontainers chooses the tag.
  private static final String REAPER = "testcontainers/ryuk:0.14.0";
  private static final int TABLE_PORT = 8000;
  private static final int PARTITIONS = 4;

  // On a busy machine a start takes more than the minute that Testcontainers waits by default.
  private final KafkaContainer kafka =
      new KafkaContainer(DockerImageName.parse(KAFKA)).withStartupTimeout(Waiting.LIMIT);
  private final GenericContainer<?> table = new GenericContainer<>(DockerImageName.parse(TABLE))
      .withCommand("-jar", "DynamoDBLocal.jar", "-sharedDb", "-inMemory")
      .withEnv("DDB_LOCAL_TELEMETRY", "0")
      .withExposedPorts(TABLE_PORT)
      .waitingFor(Wait.forHttp("/").forStatusCode(400).withStartupTimeout(Waiting.LIMIT));

  /** The images without which these servers can't start. */
  static List<String> images() {
    boolean noReaper = Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"));
    return noReaper ? List.of(KAFKA, TABLE) : List.of(KAFKA, TABLE, REAPER);
  }

  ContainerServers() {
    BrokerSettings.small(PARTITIONS)
        .forEach((name, value) ->
            kafka.withEnv("KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    try {
      Startables.deepStart(kafka, table).join();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public String bootstrapServers() {
    return kafka.getBootstrapServers();
  }

  @Override
  public URI tableEndpoint() {
    return URI.create("http://%s:%d".formatted(table.getHost(), table.getMappedPort(TABLE_PORT)));
  }

  @Override
  public void close() {
    try {
      kafka.stop();
    } finally {
      table.stop();
    }
  }
}

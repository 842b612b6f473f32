package io.counterstream.dynamodb;

import io.counterstream.core.table.CounterTable;
import io.counterstream.testkit.Servers;
import io.counterstream.testkit.client.TableClient;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * A new table of the shared servers.
 *
 * @param name the table's name
 * @param connection to the table, as a processor has it
 * @param others another program's access to the table
 */
record NewTable(String name, DynamoDb connection, TableClient others) implements AutoCloseable {
  /** Creates a table whose name starts with {@code prefix}. */
  static NewTable create(String prefix) {
    String name = prefix + "-" + UUID.randomUUID();
    DynamoDb connection = DynamoDb.open(new DynamoDb.Address(
        name,
        Optional.of(Servers.shared().tableEndpoint()),
        Optional.empty(),
        8,
        Duration.ofSeconds(10)));
    connection.provision();
    return new NewTable(name, connection, new TableClient(Servers.shared().tableEndpoint(), name));
  }

  CounterTable counters() {
    return connection.counterTable();
  }

  @Override
  public void close() {
    others.close();
    connection.close();
  }
}

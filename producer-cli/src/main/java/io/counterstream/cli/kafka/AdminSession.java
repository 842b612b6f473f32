package io.counterstream.cli.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * An admin client that is closed at once. By itself it would wait for requests that have failed.
 *
 * @param admin the client
 */
record AdminSession(Admin admin) implements AutoCloseable {
  static AdminSession open(KafkaConnection connection) {
    Map<String, Object> settings = connection.clientSettings();
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int)
        connection.requestTimeout().toMillis());
    return new AdminSession(Admin.create(settings));
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}

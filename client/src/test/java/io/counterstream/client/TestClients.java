package io.counterstream.client;

import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.wait.Waiting;

/** Clients of a deployment. */
final class TestClients {
  private TestClients() {}

  /** Returns settings that wait as long as all tests do. */
  static ClientConfig config(Deployment deployment) {
    return ClientConfig.of(deployment.servers().bootstrapServers())
        .withTopicPrefix(deployment.name())
        .withTimeout(Waiting.LIMIT);
  }

  /** Connects a client. */
  static Counters connect(Deployment deployment) {
    return Counters.connect(config(deployment));
  }
}

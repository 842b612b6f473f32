package io.counterstream.client;

import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.wait.Waiting;

/** Clients of a deployment. */
final class TestClients {
  private TestClients() {}

  /** Returns settings that wait for half as long as tests do, so that a client reports first. */
  static ClientConfig config(Deployment deployment) {
    return ClientConfig.of(deployment.servers().bootstrapServers())
        .withTopicPrefix(deployment.name())
        .withTimeout(Waiting.LIMIT.dividedBy(2));
  }

  /** Connects a client. */
  static Counters connect(Deployment deployment) {
    return Counters.connect(config(deployment));
  }
}

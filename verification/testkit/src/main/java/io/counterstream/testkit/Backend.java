package io.counterstream.testkit;

import java.util.function.Supplier;

/** The place where the servers of the integration tests run. */
enum Backend {
  SANDBOX(SandboxServers::new),
  CONTAINERS(ContainerServers::new);

  private final Supplier<Servers> servers;

  Backend(Supplier<Servers> servers) {
    this.servers = servers;
  }

  Servers start() {
    return servers.get();
  }

  /** Returns the choice of the system property {@code backend}, by default {@code auto}. */
  static Backend chosen() {
    String name = System.getProperty("backend", "auto");
    return switch (name) {
      case "sandbox" -> SANDBOX;
      case "containers" -> CONTAINERS;
      case "auto", "" -> Docker.offers(ContainerServers.images()) ? CONTAINERS : SANDBOX;
      default ->
        throw new IllegalArgumentException(
            "backend must be sandbox, containers or auto, was " + name);
    };
  }
}

package io.counterstream.testkit;

import java.util.function.Supplier;

/** Where the servers of the integration tests run. */
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

  /** What the system property {@code backend} says; {@code auto} if it says nothing. */
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

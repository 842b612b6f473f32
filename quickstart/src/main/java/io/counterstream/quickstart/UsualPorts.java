package io.counterstream.quickstart;

import io.counterstream.sandbox.Sandbox;
import io.counterstream.sandbox.SandboxConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The ports that every example uses, where they are free. */
final class UsualPorts {
  private static final int KAFKA = 9092;
  private static final int TABLE = 8000;

  private UsualPorts() {}

  /** Starts servers on the usual ports, or on free ones where those are taken. */
  static Sandbox start() {
    return Sandbox.start(
        SandboxConfig.defaults().withKafkaPort(freeOr0(KAFKA)).withTablePort(freeOr0(TABLE)));
  }

  /** Whether clients need not be told where Kafka is. */
  static boolean isUsual(String bootstrapServers) {
    return bootstrapServers.endsWith(":" + KAFKA);
  }

  private static int freeOr0(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException taken) {
      return 0;
    }
  }
}

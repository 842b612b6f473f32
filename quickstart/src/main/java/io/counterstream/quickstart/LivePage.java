package io.counterstream.quickstart;

import io.counterstream.analytics.app.Analytics;
import io.counterstream.analytics.app.AnalyticsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** Analytics in this process, small, and a little traffic for its page. */
final class LivePage implements AutoCloseable {
  private static final int PORT = 8090;

  private final Analytics analytics;
  private final DemoTraffic traffic;

  private LivePage(Analytics analytics, DemoTraffic traffic) {
    this.analytics = analytics;
    this.traffic = traffic;
  }

  /** Creates the topics that it writes, and starts it at a free port. */
  static LivePage start(String bootstrapServers) {
    AnalyticsSettings settings = AnalyticsSettings.of(Map.of(
        "bootstrap.servers",
        bootstrapServers,
        "http.port",
        Integer.toString(freePort()),
        "stream.threads",
        "1",
        "state.stores",
        "memory"));
    Analytics.provision(settings);
    return new LivePage(Analytics.start(settings), DemoTraffic.start(bootstrapServers));
  }

  /** The default port, or another one that is free. */
  private static int freePort() {
    int free = LocalDeployment.freeOr0(PORT);
    try (ServerSocket probe = new ServerSocket(free, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
  }

  /** The address of the page. */
  String address() {
    return analytics.address();
  }

  @Override
  public void close() {
    traffic.close();
    analytics.close();
  }
}

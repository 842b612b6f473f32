package io.counterstream.quickstart;

import java.io.PrintWriter;

/** Commands to try while the deployment runs. */
final class NextSteps {
  private NextSteps() {}

  static void print(LocalDeployment deployment, PrintWriter out) {
    String kafka = deployment.bootstrapServers();
    String where = deployment.isKafkaOnDefaultPort() ? "" : " --bootstrap-server " + kafka;
    out.printf("""
        It runs until Ctrl-C. In another terminal, try:
          ./counterstream watch%1$s
          ./counterstream increment likes --expected any%1$s
          ./counterstream get page-views%1$s
          ./counterstream load --rate 200%1$s
          ./counterstream list --table-endpoint %3$s
          ./counterstream processor --set table.endpoint=%3$s --set bootstrap.servers=%2$s
        The last one is a second processor: it shares the partitions with the first.
        """, where, kafka, deployment.tableEndpoint());
    out.flush();
  }
}

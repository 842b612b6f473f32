package io.counterstream.quickstart;

import io.counterstream.sandbox.Sandbox;
import java.io.PrintWriter;

/** What to try while everything is up. */
final class NextSteps {
  private NextSteps() {}

  static void print(Sandbox sandbox, PrintWriter out) {
    String kafka = sandbox.bootstrapServers();
    String where = UsualPorts.isUsual(kafka) ? "" : " --bootstrap-server " + kafka;
    out.printf("""
        It stays up until Ctrl-C. In another terminal, try:
          ./counterstream watch%1$s
          ./counterstream increment likes --expected any%1$s
          ./counterstream get page-views%1$s
          ./counterstream load --rate 200%1$s
          ./counterstream list --table-endpoint %3$s
          ./counterstream processor --set table.endpoint=%3$s --set bootstrap.servers=%2$s
        The last one is a second processor: it shares the work with the one in here.
        """, where, kafka, sandbox.tableEndpoint());
    out.flush();
  }
}

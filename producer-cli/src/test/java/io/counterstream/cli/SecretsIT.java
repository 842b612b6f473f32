package io.counterstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.counterstream.cli.SecuredSandbox.Login;
import io.counterstream.client.ClientConfig;
import io.counterstream.client.Counters;
import io.counterstream.processor.app.TestProcessors;
import io.counterstream.sandbox.Ports;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.process.ChildJvm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Passwords are shown nowhere: one that is easily found is used for all. */
class SecretsIT {
  private static final Map<String, String> SECRET = Map.of(
      "JAAS", "sasl.jaas.config",
      "TRUST", "ssl.truststore.password",
      "KEY", "ssl.keystore.key");

  private final SecuredSandbox sandbox = SecuredSandbox.shared();

  @Test
  void noLogMetricOrPageShowsASecret() throws Exception {
    int port = Ports.lasting(1).get(0);
    Deployment deployment = sandbox.deployment(Login.SCRAM, "processor");
    Path file = sandbox.write(deployment.settings(Map.of("http.port", Integer.toString(port))));
    Map<String, String> keys =
        Map.of("AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", SecuredSandbox.CANARY);
    Map<String, String> environment = new HashMap<>(Map.of("COUNTERSTREAM_CLI_LOG", "TRACE"));
    sandbox
        .clientSettings(Login.SCRAM, "producer")
        .forEach((name, value) -> environment.put(Settings.variable("kafka." + name), value));
    Path log = Path.of("target", "secrets.log");
    try (ChildJvm processor = ChildJvm.of(Deployment.PROCESSOR, log)
        .options("-Xmx256m")
        .environment(keys)
        .start(List.of("--config", file.toString()))) {
      processor.awaitOutput("Stream is RUNNING");
      try (ChildJvm client = ChildJvm.of(ClientMain.class.getName(), log)
          .environment(environment)
          .start(List.of(
              "increment",
              "secret",
              "--expected",
              "any",
              "--bootstrap-server",
              sandbox.bootstrapServers(Login.SCRAM)))) {
        assertThat(client.awaitExit()).as(client.output()).isZero();
        assertThat(client.output())
            .contains("TRACE", "sasl.jaas.config = [hidden]")
            .doesNotContain(SecuredSandbox.CANARY);
      }
      assertThat(page(port, "/metrics")).isNotEmpty().doesNotContain(SecuredSandbox.CANARY);
      assertThat(page(port, "/health")).isNotEmpty().doesNotContain(SecuredSandbox.CANARY);
      assertThat(processor.output()).doesNotContain(SecuredSandbox.CANARY);
    }
  }

  private static String page(int port, String path) throws IOException {
    try (InputStream body =
        URI.create("http://127.0.0.1:" + port + path).toURL().openStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          no semicolon     | JAAS  | MODULE required username="u" password="CANARY"
          no flag          | JAAS  | MODULE username="u" password="CANARY";
          no flag, either  | JAAS  | MODULE password="CANARY" username="u";
          an open quote    | JAAS  | MODULE required username="u" password="CANARY;
          no quotes        | JAAS  | MODULE required username=u password=CANARY$x;
          no equals sign   | JAAS  | MODULE required username=u password CANARY;
          a space          | JAAS  | MODULE required username=u password=x CANARY;
          password only    | JAAS  | CANARY
          no such module   | JAAS  | x.MODULE required password="CANARY";
          a wrong password | JAAS  | MODULE required username="u" password="CANARYx";
          a wrong store    | TRUST | CANARYx
          wrong keys       | KEY   | CANARY
          """)
  void noErrorShowsASecret(String because, String kind, String value) throws Exception {
    String name = SECRET.get(kind);
    String wrong = value
        .replace("MODULE", ScramLoginModule.class.getName())
        .replace("CANARY", SecuredSandbox.CANARY);
    Deployment deployment = sandbox.deployment(Login.SCRAM, "processor");
    ClientConfig broken = sandbox
        .clientConfig(Login.SCRAM, "processor")
        .withKafka(name, wrong)
        .withTimeout(Duration.ofSeconds(5));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream console = System.out;
    Logger kafka = (Logger) LoggerFactory.getLogger("org.apache.kafka");
    Level level = kafka.getLevel();
    try (PrintStream log = new PrintStream(printed, true)) {
      System.setOut(log);
      kafka.setLevel(Level.INFO);
      catchThrowable(() ->
              TestProcessors.start(deployment, Map.of("kafka." + name, wrong)).close())
          .printStackTrace(log);
      catchThrowable(() -> Counters.connect(broken).close()).printStackTrace(log);
    } finally {
      System.setOut(console);
      kafka.setLevel(level);
    }
    assertThat(printed.toString()).contains("Caused by").doesNotContain(SecuredSandbox.CANARY);
  }
}

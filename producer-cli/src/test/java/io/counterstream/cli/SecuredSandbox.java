package io.counterstream.cli;

import io.counterstream.analytics.app.Analytics;
import io.counterstream.analytics.app.AnalyticsSettings;
import io.counterstream.client.ClientConfig;
import io.counterstream.processor.app.TestProcessors;
import io.counterstream.sandbox.BrokerSettings;
import io.counterstream.sandbox.Sandbox;
import io.counterstream.sandbox.SandboxConfig;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.Servers;
import io.counterstream.testkit.wait.Waiting;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/**
 * Servers of which the broker has a listener for each {@link Login}, and permits named users only
 * what access control lists allow. A client without a name is an administrator.
 */
final class SecuredSandbox {
  /** The password of the stores and of all users, and the secret of the OAuth client. */
  static final String CANARY = "canary-Zx81-secret";

  private static final int ITERATIONS = 4096;

  private final Path folder;
  private final Certificates certificates;
  private final TokenIssuer issuer;
  private final Sandbox sandbox;
  private final Admin admin;

  /** How a client proves who it is. */
  enum Login {
    /** Only the broker proves who it is: the client has no name. */
    TLS("SSL"),
    MTLS("SSL"),
    SCRAM("SASL_SSL"),
    OAUTH("SASL_SSL");

    private final String protocol;

    Login(String protocol) {
      this.protocol = protocol;
    }
  }

  private SecuredSandbox(Path folder) throws Exception {
    this.folder = folder;
    certificates = Certificates.create(folder, CANARY);
    issuer = TokenIssuer.start(CANARY);
    Map<String, String> listeners = new HashMap<>();
    for (Login login : Login.values()) {
      listeners.put(login.name(), login.protocol);
    }
    sandbox = Sandbox.start(
        SandboxConfig.defaults().withBroker(BrokerSettings.secured(listeners, brokerSettings())));
    admin = Admin.create(Map.of("bootstrap.servers", sandbox.bootstrapServers()));
  }

  /**
   * The one of this JVM, which the first call starts and the end of the JVM closes. The provisioner
   * has created the topics and the table, and each role has a user with the documented rights.
   */
  static SecuredSandbox shared() {
    return Shared.INSTANCE;
  }

  private static SecuredSandbox start() {
    try {
      SecuredSandbox started = new SecuredSandbox(Files.createTempDirectory("secured"));
      Runtime.getRuntime().addShutdownHook(new Thread(started::close, "secured-sandbox-close"));
      List<Right> rights = Right.documented();
      started.createUsers(rights.stream().map(Right::user).collect(Collectors.toSet()));
      started.allow(rights.stream().map(Right::binding).toList());
      TestProcessors.provision(started.deployment(Login.SCRAM, "provisioner"));
      Analytics.provision(started.analyticsSettings("provisioner"));
      return started;
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Starts at its first use. */
  private static final class Shared {
    static final SecuredSandbox INSTANCE = start();
  }

  private Map<String, String> brokerSettings() {
    Map<String, String> settings = stores("broker");
    settings.put("listener.name.mtls.ssl.client.auth", "required");
    settings.put("listener.name.scram.sasl.enabled.mechanisms", "SCRAM-SHA-512");
    settings.put(
        "listener.name.scram.scram-sha-512.sasl.jaas.config",
        ScramLoginModule.class.getName() + " required;");
    settings.put("listener.name.oauth.sasl.enabled.mechanisms", "OAUTHBEARER");
    settings.put(
        "listener.name.oauth.oauthbearer.sasl.jaas.config",
        OAuthBearerLoginModule.class.getName() + " required;");
    settings.put(
        "listener.name.oauth.oauthbearer.sasl.server.callback.handler.class",
        OAuthBearerValidatorCallbackHandler.class.getName());
    settings.put("listener.name.oauth.sasl.oauthbearer.jwks.endpoint.url", issuer.url("keys"));
    settings.put("listener.name.oauth.sasl.oauthbearer.expected.audience", TokenIssuer.AUDIENCE);
    settings.put("listener.name.oauth.sasl.oauthbearer.expected.issuer", TokenIssuer.NAME);
    return settings;
  }

  private Map<String, String> stores(String of) {
    Map<String, String> settings = new HashMap<>();
    settings.put("ssl.keystore.type", "PKCS12");
    settings.put("ssl.keystore.location", certificates.keys(of).toString());
    settings.put("ssl.keystore.password", CANARY);
    settings.put("ssl.truststore.type", "PKCS12");
    settings.put("ssl.truststore.location", certificates.trusted(of).toString());
    settings.put("ssl.truststore.password", CANARY);
    return settings;
  }

  /** The brokers' address for one kind of login, or for an administrator. */
  String bootstrapServers(Login login) {
    return sandbox.bootstrapServers(login.name());
  }

  String bootstrapServers() {
    return sandbox.bootstrapServers();
  }

  Admin admin() {
    return admin;
  }

  /** Settings of Kafka's clients that log in as this user. */
  Map<String, String> clientSettings(Login login, String user) {
    Map<String, String> settings = stores("client");
    if (login != Login.MTLS) {
      settings.keySet().removeIf(name -> name.startsWith("ssl.keystore."));
    }
    settings.put("security.protocol", login.protocol);
    if (login == Login.SCRAM) {
      settings.put("sasl.mechanism", "SCRAM-SHA-512");
      settings.put("sasl.jaas.config", scram(user, CANARY));
    } else if (login == Login.OAUTH) {
      settings.put("sasl.mechanism", "OAUTHBEARER");
      settings.put(
          "sasl.jaas.config",
          "%s required clientId=\"%s\" clientSecret=\"%s\";"
              .formatted(OAuthBearerLoginModule.class.getName(), user, CANARY));
      settings.put(
          "sasl.login.callback.handler.class", OAuthBearerLoginCallbackHandler.class.getName());
      settings.put("sasl.oauthbearer.token.endpoint.url", issuer.url("token"));
    }
    return settings;
  }

  static String scram(String user, String password) {
    return "%s required username=\"%s\" password=\"%s\";"
        .formatted(ScramLoginModule.class.getName(), user, password);
  }

  /** The deployment whose names the documentation uses, with processors of this user. */
  Deployment deployment(Login login, String user) {
    Map<String, String> settings = new HashMap<>(Map.of("application.id", "counterstream"));
    clientSettings(login, user).forEach((name, value) -> settings.put("kafka." + name, value));
    return new Deployment(
        Servers.at(bootstrapServers(login), sandbox.tableEndpoint()), "counter", 1, settings);
  }

  /** Settings of analytics, at a free port, of this user. */
  AnalyticsSettings analyticsSettings(String user) throws IOException {
    Map<String, String> settings = new HashMap<>(Map.of(
        "bootstrap.servers",
        bootstrapServers(Login.SCRAM),
        "stream.threads",
        "1",
        "state.stores",
        "memory",
        "state.directory",
        folder.resolve("analytics").toString()));
    clientSettings(Login.SCRAM, user)
        .forEach((name, value) -> settings.put("kafka." + name, value));
    try (ServerSocket free = new ServerSocket(0)) {
      settings.put("http.port", Integer.toString(free.getLocalPort()));
    }
    return AnalyticsSettings.of(settings);
  }

  /** The configuration of the client library for this user. */
  ClientConfig clientConfig(Login login, String user) {
    ClientConfig config = ClientConfig.of(bootstrapServers(login));
    for (Map.Entry<String, String> each : clientSettings(login, user).entrySet()) {
      config = config.withKafka(each.getKey(), each.getValue());
    }
    return config;
  }

  /** Runs a command of the command line as this user, with a file of settings. */
  Terminal run(Login login, String user, String... command) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of(
        "--command-config", write(deployment(login, user).settings(Map.of())).toString()));
    Terminal terminal = new Terminal();
    terminal.run(arguments.toArray(String[]::new));
    return terminal;
  }

  /** Writes a file of settings, which processors and the command line read. */
  Path write(Map<String, String> settings) throws IOException {
    StringBuilder text = new StringBuilder();
    settings.forEach((name, value) -> text.append(name + "=" + value + "\n"));
    return Files.writeString(folder.resolve("settings.properties"), text);
  }

  /** Creates users who log in by {@link Login#SCRAM}. */
  void createUsers(Collection<String> names) throws Exception {
    List<UserScramCredentialAlteration> wanted = names.stream()
        .<UserScramCredentialAlteration>map(name -> new UserScramCredentialUpsertion(
            name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), CANARY))
        .toList();
    admin.alterUserScramCredentials(wanted).all().get();
    Waiting.await()
        .until(() -> admin.describeUserScramCredentials().users().get().containsAll(names));
  }

  /** Allows these, and waits until the broker, which the controller tells, knows it. */
  void allow(List<AclBinding> rights) throws Exception {
    admin.createAcls(rights).all().get();
    Waiting.await().until(() -> known().containsAll(rights));
  }

  /** The contrary of {@link #allow}. */
  void takeAway(AclBinding right) throws Exception {
    admin.deleteAcls(List.of(right.toFilter())).all().get();
    Waiting.await().until(() -> !known().contains(right));
  }

  private Collection<AclBinding> known() throws Exception {
    return admin.describeAcls(AclBindingFilter.ANY).values().get();
  }

  private void close() {
    admin.close();
    sandbox.close();
    issuer.close();
  }
}

package io.counterstream.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The services of AWS that issue credentials, and a DynamoDB without items that notes whose
 * credentials signed each read.
 */
final class FakeAws implements AutoCloseable {
  private static final String TARGET = "X-Amz-Target";
  private static final Pattern KEY_ID = Pattern.compile("Credential=([^/]+)/");
  private static final Pattern COUNTER = Pattern.compile("\"S\":\"([^\"]+)\"");
  private static final Pattern ACTION = Pattern.compile("Action=(\\w+)");

  private final HttpServer server;
  private final Refusal refusal;
  private final Set<String> refused;
  private final Map<String, String> readers = new TreeMap<>();

  /** Why the table refuses an operation. */
  enum Refusal {
    FOR_LACK_OF_RIGHTS,
    THROTTLED
  }

  /** Starts them; the table refuses these operations for lack of rights. */
  FakeAws(String... refused) {
    this(Refusal.FOR_LACK_OF_RIGHTS, refused);
  }

  /** Starts them; the table refuses these operations. */
  FakeAws(Refusal refusal, String... refused) {
    this.refusal = refusal;
    this.refused = Set.of(refused);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The access key of the credentials that signed the read of each counter. */
  synchronized Map<String, String> readers() {
    return new TreeMap<>(readers);
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String target = exchange.getRequestHeaders().getFirst(TARGET);
    String operation = target == null ? "" : target.substring(target.indexOf('.') + 1);
    boolean isRefused = refused.contains(operation);
    byte[] response = (isRefused ? refusal(operation) : response(exchange, body)).getBytes(UTF_8);
    exchange.sendResponseHeaders(isRefused ? 400 : 200, response.length);
    exchange.getResponseBody().write(response);
    exchange.close();
  }

  private String refusal(String operation) {
    if (refusal == Refusal.THROTTLED) {
      return """
        {"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",\
        "message":"The level of configured provisioned throughput for the table was exceeded."}""";
    }
    return """
        {"__type":"com.amazon.coral.service#AccessDeniedException","message":"User: \
        arn:aws:iam::123456789012:user/p is not authorized to perform: dynamodb:%s on resource: \
        arn:aws:dynamodb:eu-central-1:123456789012:table/counters"}""".formatted(operation);
  }

  private String response(HttpExchange exchange, String body) {
    String path = exchange.getRequestURI().getPath();
    String expiry = Instant.now().plus(Duration.ofHours(1)).toString();
    if (exchange.getRequestHeaders().containsKey(TARGET)) {
      String signed = exchange.getRequestHeaders().getFirst("Authorization");
      readers.put(first(COUNTER, body), first(KEY_ID, signed));
      return "{}";
    }
    return switch (path) {
      case "/container" -> keys("CONTAINER", expiry);
      case "/token" -> """
        {"accessToken":"fresh","tokenType":"Bearer","expiresIn":3600,"refreshToken":"next"}""";
      case "/federation/credentials" ->
        """
        {"roleCredentials":{"accessKeyId":"%s","secretAccessKey":"s","sessionToken":"t",\
        "expiration":%d}}""".formatted(
                "SSO-" + exchange.getRequestHeaders().getFirst("x-amz-sso_bearer_token"),
                Instant.parse(expiry).toEpochMilli());
      default -> role(first(ACTION, body), expiry);
    };
  }

  /** Credentials as a container's service and a credential process return them. */
  static String keys(String id, String expiry) {
    return """
        {"Version":1,"AccessKeyId":"%s","SecretAccessKey":"s","Token":"t","SessionToken":"t",\
        "Expiration":"%s"}""".formatted(id, expiry);
  }

  private static String role(String action, String expiry) {
    return """
        <%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><%1$sResult>\
        <AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn>\
        <AssumedRoleId>ID:s</AssumedRoleId></AssumedRoleUser>\
        <Credentials><AccessKeyId>%1$s</AccessKeyId><SecretAccessKey>s</SecretAccessKey>\
        <SessionToken>t</SessionToken><Expiration>%2$s</Expiration></Credentials>\
        </%1$sResult></%1$sResponse>""".formatted(action, expiry);
  }

  private static String first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? found.group(1) : "";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

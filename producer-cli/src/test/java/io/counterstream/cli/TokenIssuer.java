package io.counterstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/**
 * An OAuth 2 server of one page that issues signed tokens by client credentials, and one with the
 * key that they are checked against.
 */
final class TokenIssuer implements AutoCloseable {
  /** Who the tokens are for: the brokers. */
  static final String AUDIENCE = "brokers";

  /** Who issues the tokens. */
  static final String NAME = "issuer";

  private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
  private static final float MINUTES_VALID = 10;

  private final HttpServer server;
  private final RsaJsonWebKey key;
  private final String secret;

  private TokenIssuer(HttpServer server, RsaJsonWebKey key, String secret) {
    this.server = server;
    this.key = key;
    this.secret = secret;
  }

  /** Starts the server, and allows Kafka's clients of this JVM to use it. */
  static TokenIssuer start(String secret) throws IOException, JoseException {
    RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
    key.setKeyId("key");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    TokenIssuer issuer = new TokenIssuer(server, key, secret);
    server.createContext("/token", issuer::token);
    server.createContext(
        "/keys",
        exchange -> respond(
            exchange, new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)));
    server.start();
    System.setProperty(ALLOWED, issuer.url("token") + "," + issuer.url("keys"));
    return issuer;
  }

  String url(String page) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + page;
  }

  private void token(HttpExchange exchange) throws IOException {
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    String[] client = new String(
            Base64.getDecoder().decode(given.substring("Basic ".length())), UTF_8)
        .split(":", 2);
    if (!client[1].equals(secret)) {
      exchange.sendResponseHeaders(401, -1);
      exchange.close();
      return;
    }
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(NAME);
    claims.setAudience(AUDIENCE);
    claims.setSubject(client[0]);
    claims.setIssuedAtToNow();
    claims.setExpirationTimeMinutesInTheFuture(MINUTES_VALID);
    claims.setClaim("scope", "kafka");
    JsonWebSignature signed = new JsonWebSignature();
    signed.setPayload(claims.toJson());
    signed.setKey(key.getPrivateKey());
    signed.setKeyIdHeaderValue(key.getKeyId());
    signed.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    try {
      respond(
          exchange,
          "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":600}"
              .formatted(signed.getCompactSerialization()));
    } catch (JoseException failed) {
      throw new IOException(failed);
    }
  }

  private static void respond(HttpExchange exchange, String json) throws IOException {
    byte[] bytes = json.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    System.clearProperty(ALLOWED);
  }
}

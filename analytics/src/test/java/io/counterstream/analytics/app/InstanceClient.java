package io.counterstream.analytics.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the API of an instance. */
final class InstanceClient {
  /** The kinds of outcomes, as windows and totals name them. */
  static final List<String> KINDS = List.of("applied", "conflicts", "rejected");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  InstanceClient(int port) {
    this.port = port;
  }

  int port() {
    return port;
  }

  /** Returns the answer as text; empty while the instance does not answer. */
  String text(String path) {
    URI address = URI.create("http://127.0.0.1:" + port + path);
    try {
      return http.send(
              HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException starting) {
      return "";
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** Returns an answer; without fields while the instance does not answer. */
  JsonNode json(String path) {
    String text = text(path);
    return text.isEmpty() ? JSON.createObjectNode() : parsed(text);
  }

  static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  JsonNode overview() {
    return json("/api/overview");
  }

  /** Whether all outcomes are seen, and by at least so many instances. */
  boolean isFresh(long outcomes, int owners) {
    JsonNode overview = overview();
    JsonNode freshness = overview.path("freshness");
    if (!freshness.path("complete").booleanValue()) {
      return false;
    }
    Set<String> found = new TreeSet<>();
    for (JsonNode partition : freshness.path("partitions")) {
      if (!partition.path("role").textValue().equals("active")
          || !partition.path("behindRecords").textValue().equals("0")) {
        return false;
      }
      found.add(partition.path("instance").textValue());
    }
    long seen = sums(List.of(overview.path("totals"))).values().stream()
        .mapToLong(Long::longValue)
        .sum();
    return found.size() >= owners && seen == outcomes;
  }

  /** The outcomes of all windows of a second, by kind. */
  Map<String, Long> inSeconds() {
    JsonNode seconds = json("/api/rates").get("seconds");
    Map<String, Long> sums = new TreeMap<>();
    for (String kind : KINDS) {
      seconds.get(kind).forEach(count -> sums.merge(kind, count.asLong(), Long::sum));
    }
    return sums;
  }

  /** The outcomes of all windows of all counters, by kind. */
  Map<String, Long> inWindows(String size) {
    List<JsonNode> windows = new ArrayList<>();
    for (JsonNode counter : counters()) {
      String name = URLEncoder.encode(counter.get("counter").textValue(), StandardCharsets.UTF_8);
      json("/api/counter/windows?size=" + size + "&name=" + name)
          .get("items")
          .forEach(windows::add);
    }
    return sums(windows);
  }

  /** Adds windows, or totals, by kind. */
  static Map<String, Long> sums(Iterable<JsonNode> windows) {
    Map<String, Long> sums = new TreeMap<>();
    for (JsonNode window : windows) {
      for (String kind : KINDS) {
        sums.merge(kind, window.get(kind).asLong(), Long::sum);
      }
    }
    return sums;
  }

  JsonNode counters() {
    return json("/api/counters?limit=200").get("items");
  }

  /** The sums of the nodes below one. */
  Map<String, BigInteger> rollups(String parent) {
    Map<String, BigInteger> sums = new TreeMap<>();
    for (JsonNode item : json("/api/rollups?parent=" + parent).get("items")) {
      sums.put(item.get("name").textValue(), new BigInteger(item.get("sum").textValue()));
    }
    return sums;
  }
}

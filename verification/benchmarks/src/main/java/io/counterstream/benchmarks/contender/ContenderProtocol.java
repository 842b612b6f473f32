package io.counterstream.benchmarks.contender;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterstream.workload.Workload;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Requests to the JVM of a contender and its responses: a line of JSON each. */
final class ContenderProtocol {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ContenderProtocol() {}

  /** What the JVM of a contender is asked to do. */
  enum Action {
    /** Start the contender. */
    START,
    /** Stop the contender; the JVM stays. */
    STOP,
    /** Return the CPU time of the JVM. */
    CPU,
    /** Return the time that the JIT compilers have spent. */
    COMPILATION,
    /** Return what the contender has used since its start. */
    USAGE,
    /** Return the counts of the JVM and of the contender, without a collection. */
    COUNTS,
    /** Write to the table as fast as possible. */
    DRAIN,
    /** Write to the table at a constant rate. */
    PACE
  }

  /**
   * A request.
   *
   * @param action what to do
   * @param contender which contender to start
   * @param assignment the servers, topics and table; null if the action needs none
   * @param workload the commands to write; null if the action needs none
   * @param writes how to write them; null if the action needs none
   */
  record Request(
      Action action,
      Contender contender,
      Assignment assignment,
      Workload workload,
      TableWrites writes) {
    static Request of(Action action, Contender contender) {
      return new Request(action, contender, null, null, null);
    }
  }

  /**
   * A response.
   *
   * @param figures the figures that were asked for, by name
   * @param failure why the request failed; empty if it did not
   */
  record Response(Map<String, Double> figures, String failure) {
    static Response of(Map<String, ? extends Number> figures) {
      Map<String, Double> doubles = new TreeMap<>();
      figures.forEach((name, figure) -> doubles.put(name, figure.doubleValue()));
      return new Response(doubles, "");
    }

    static Response failed(Throwable cause) {
      return new Response(Map.of(), cause.toString());
    }

    double figure(String name) {
      return Optional.ofNullable(figures.get(name))
          .orElseThrow(() -> new IllegalArgumentException(
              "response must have " + name + ", has " + figures.keySet()));
    }
  }

  /** Whether a line is a response; a JVM may print other lines, such as those of its recorder. */
  static boolean isResponse(String line) {
    return line.startsWith("{");
  }

  static String write(Record message) {
    try {
      return JSON.writeValueAsString(message);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("cannot write " + message, impossible);
    }
  }

  static <T extends Record> T read(String line, Class<T> type) {
    try {
      return JSON.readValue(line, type);
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException("cannot read " + line, malformed);
    }
  }
}

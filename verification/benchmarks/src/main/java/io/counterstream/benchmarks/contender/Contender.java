package io.counterstream.benchmarks.contender;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A system that is measured: it applies commands to a table, or only produces outcomes. */
public enum Contender {
  /** The processor with its default settings. */
  COUNTERSTREAM("counterstream", true, true),
  /** Kafka Streams with {@code exactly_once_v2}, one blocking conditional write per command. */
  BLOCKING("blocking", true, true),
  /** Confluent Parallel Consumer, ordered by key, 64 in flight, one write per command. */
  PARALLEL_CONSUMER("parallel-consumer", true, true),
  /** The same conditional writes without Kafka. */
  TABLE_LIMIT("table-limit", false, true),
  /** Kafka Streams with {@code exactly_once_v2} that parses and writes JSON, without a table. */
  STREAM_LIMIT("stream-limit", true, false),
  /** An {@code exactly_once_v2} round trip that commits at once, with one put in it. */
  ROUND_TRIP("round-trip", true, true);

  private final String label;
  private final boolean streaming;
  private final boolean writing;

  Contender(String label, boolean streaming, boolean writing) {
    this.label = label;
    this.streaming = streaming;
    this.writing = writing;
  }

  /** Returns the name on the command line and in reports. */
  public String label() {
    return label;
  }

  /** Whether it takes commands from a topic. */
  public boolean isStreaming() {
    return streaming;
  }

  /** Whether it writes to the table. */
  public boolean isWriting() {
    return writing;
  }

  /** Whether every outcome must be the one that the commands imply. */
  public boolean isExact() {
    return this == COUNTERSTREAM || this == BLOCKING;
  }

  /**
   * Returns the contender with this name.
   *
   * @throws IllegalArgumentException if there is none; the message lists all names
   */
  public static Contender of(String label) {
    return Arrays.stream(values())
        .filter(contender -> contender.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("contender must be one of "
            + Arrays.stream(values()).map(Contender::label).collect(Collectors.joining(", "))
            + ", was " + label));
  }

  /** Starts a streaming contender; it processes the command topic until closed. */
  AutoCloseable start(Assignment assignment) {
    return switch (this) {
      case COUNTERSTREAM -> CounterstreamStart.start(assignment);
      case BLOCKING -> SimpleStream.blocking(assignment);
      case ROUND_TRIP -> SimpleStream.roundTrip(assignment);
      case STREAM_LIMIT -> SimpleStream.passThrough(assignment);
      case PARALLEL_CONSUMER -> ParallelStart.start(assignment);
      case TABLE_LIMIT -> throw new IllegalArgumentException("table-limit has no command topic");
    };
  }
}

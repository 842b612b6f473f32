package io.counterstream.processor.progress;

import java.util.function.Supplier;

/**
 * What a stream thread or a partition waits for.
 *
 * @param kind what kind of thing; the value of a label of a metric
 * @param detail says what exactly, as it is when it is called: on any thread, at any time
 * @param abandon makes the wait fail, so that the commands are redelivered; on any thread
 */
public record Wait(Kind kind, Supplier<String> detail, Runnable abandon) {
  private static final Runnable NOT_POSSIBLE = () -> {};

  /** A wait that can't be abandoned. */
  public Wait(Kind kind, Supplier<String> detail) {
    this(kind, detail, NOT_POSSIBLE);
  }

  /** The kinds of waits. */
  public enum Kind {
    /** A request to the table. */
    TABLE("table"),
    /** Brokers that accept outcomes. */
    SEND("send"),
    /** The transaction: its coordinator, or the commit. */
    COMMIT("commit"),
    /** The decided offset, read when a partition is taken over. */
    OFFSETS("offsets"),
    /** A poll that returns the records: the consumer group, or the fetch of the partition. */
    GROUP("group"),
    /** A topic or a partition of it that has no leader. */
    TOPIC("topic"),
    /** An item that can't be read or written; the partition is paused. */
    ITEM("item");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** The name in metrics and on the health page. */
    public String label() {
      return label;
    }
  }
}

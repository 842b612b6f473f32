package io.counterstream.core;

/**
 * One partition of one command topic: the log that orders a counter's commands.
 *
 * @param topicId the topic's id, not its name: a topic deleted and created again is another log
 * @param partition 0 or more
 */
public record LogSource(String topicId, int partition) {
  /** Checks that the text form can be parsed. */
  public LogSource {
    if (topicId.isEmpty() || topicId.indexOf('/') >= 0) {
      throw new IllegalArgumentException(
          "topic id must be text without '/', was '" + topicId + "'");
    }
    if (partition < 0) {
      throw new IllegalArgumentException("partition must be 0 or more, was " + partition);
    }
  }

  /**
   * Parses {@code <topic id>/<partition>}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static LogSource parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "source must be <topic id>/<partition>, was '" + text + "'");
    }
    LogSource source =
        new LogSource(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
    if (!source.toString().equals(text)) {
      throw new IllegalArgumentException("source must be " + source + ", was '" + text + "'");
    }
    return source;
  }

  @Override
  public String toString() {
    return topicId + "/" + partition;
  }
}

package io.counterstream.cli.dlq;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dead letter to send again.
 *
 * @param where where it is asked for, for messages: {@code line 3}
 * @param place its place in the dead-letter topic
 * @param source the position of its record, as {@code topic id/partition/offset}, if the user has
 *     it: then the dead letter must have that
 * @param command the corrected command as JSON; empty for what can be read of the dead letter
 */
public record Correction(
    String where, Place place, Optional<String> source, Optional<byte[]> command) {
  /**
   * A place in the dead-letter topic.
   *
   * @param partition the partition
   * @param offset the offset
   */
  public record Place(int partition, long offset) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})/(\\d{1,18})");

    /**
     * Reads a place.
     *
     * @throws IllegalArgumentException if it is not {@code PARTITION/OFFSET}
     */
    public static Place of(String text) {
      Matcher matcher = TEXT.matcher(text);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "must be PARTITION/OFFSET in the dead-letter topic, as in 2/17, was '" + text + "'");
      }
      return new Place(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    @Override
    public String toString() {
      return partition + "/" + offset;
    }
  }
}

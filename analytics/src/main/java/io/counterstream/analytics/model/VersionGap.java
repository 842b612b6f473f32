package io.counterstream.analytics.model;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Versions of a counter whose events were not seen yet. They may be on their way from another log.
 *
 * @param from the first version
 * @param to the last version
 * @param before the event before the gap
 * @param after the event behind it
 * @param sinceMillis when it was found, by the wall clock
 */
public record VersionGap(long from, long to, Link before, Link after, long sinceMillis) {
  boolean holds(long version) {
    return from <= version && version <= to;
  }

  /** The alert, once nothing can fill the gap any more. */
  public Alert alert(String counter) {
    String versions = from == to
        ? "version " + from + " of counter " + counter + " is"
        : "versions " + from + " to " + to + " of counter " + counter + " are";
    String message = versions + " missing: the event after version " + before.version()
        + " (value " + before.value() + ") has version " + after.version() + " and begins at value "
        + after.previous();
    return Alert.of(Alert.Type.MISSING, counter, message, before, after);
  }

  void writeTo(DataOutputStream out) throws IOException {
    out.writeLong(from);
    out.writeLong(to);
    before.writeTo(out);
    after.writeTo(out);
    out.writeLong(sinceMillis);
  }

  static VersionGap readFrom(DataInputStream in) throws IOException {
    return new VersionGap(
        in.readLong(), in.readLong(), Link.readFrom(in), Link.readFrom(in), in.readLong());
  }
}

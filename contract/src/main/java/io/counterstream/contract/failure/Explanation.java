package io.counterstream.contract.failure;

/**
 * Why a call of a service failed, in the words of the person who has to cure it.
 *
 * @param kind what has to change
 * @param reason what happened, by the deepest cause, and what it means; without a full stop
 * @param cure what to check or to change, in sentences; empty if nothing is known
 */
public record Explanation(Kind kind, String reason, String cure) {
  /** What has to change before the call can succeed. */
  public enum Kind {
    /** A setting of this program. */
    SETTINGS,
    /** The credentials, or who is trusted. */
    CREDENTIALS,
    /** What the principal may do. */
    RIGHTS,
    /** Who else is in the consumer group. */
    GROUP,
    /** The address, the network or the service: it may also come back by itself. */
    UNREACHABLE,
    /** Not known. */
    OTHER
  }

  /** The reason and the cure, as one text without a full stop at its end. */
  public String text() {
    String text = cure.isEmpty() ? reason : reason + ". " + cure;
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}

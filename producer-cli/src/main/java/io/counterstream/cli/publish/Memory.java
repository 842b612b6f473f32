package io.counterstream.cli.publish;

/** How a publication treats the stored position of an earlier one of the same input. */
public enum Memory {
  /** Ignores it, and stores none. */
  NONE,
  /** Requires that there is none, stores its own, and deletes it when all is sent. */
  FRESH,
  /** Continues there, or starts if there is none; keeps the position when all is sent. */
  RESUME,
  /** Discards it and starts. */
  RESTART
}

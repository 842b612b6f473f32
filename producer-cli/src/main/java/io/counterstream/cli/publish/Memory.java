package io.counterstream.cli.publish;

/** What a publication makes of the position that an earlier one of the same input has left. */
public enum Memory {
  /** Nothing, and it leaves none itself. */
  NONE,
  /** There must be none; it leaves its own, and removes it when all is sent. */
  FRESH,
  /** It goes on there, or begins if there is none; the position stays when all is sent. */
  RESUME,
  /** It forgets it and begins. */
  RESTART
}

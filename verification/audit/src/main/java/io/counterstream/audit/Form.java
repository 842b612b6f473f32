package io.counterstream.audit;

/** What a record of the command topic is. */
enum Form {
  /** A command that can be decided. */
  VALID,
  /** A command with a readable id and a fault in a field. */
  INVALID,
  /** A command whose only fault is its key. */
  WRONG_KEY,
  /** A record without a readable id. */
  UNREADABLE
}

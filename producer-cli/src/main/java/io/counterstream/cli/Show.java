package io.counterstream.cli;

/** What may be printed beside an outcome. The names are the words on the command line. */
enum Show {
  /** When its command was sent. */
  time,
  /** The id of its command. */
  id,
  /** The topic, partition and offset of its record. */
  place
}

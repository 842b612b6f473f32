package io.counterstream.cli.terminal;

/** The formats of the output. The names are the words on the command line. */
public enum OutputFormat {
  /** Aligned lines for people. */
  text,
  /** A JSON object per line; of an outcome, the value of its record. */
  json,
  /** A header and a row per outcome; for commands that print outcomes of the topics. */
  csv
}

package io.counterstream.cli.terminal;

/** How outcomes are printed. The names are the words on the command line. */
public enum OutputFormat {
  /** Aligned lines for people. */
  text,
  /** The record's value as it stands in the topic, one per line. */
  json
}

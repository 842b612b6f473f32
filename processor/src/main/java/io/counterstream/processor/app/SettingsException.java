package io.counterstream.processor.app;

import java.util.List;

/** Settings or surroundings are not as they must be; the message lists all that is wrong. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With one line per fault: what, expected, found, cure. */
  public SettingsException(String what, List<String> faults) {
    super(what + ":\n  " + String.join("\n  ", faults));
  }
}

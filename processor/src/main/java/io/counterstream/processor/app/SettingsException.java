package io.counterstream.processor.app;

import java.util.List;

/** Settings, topics or table are not usable; the message lists every fault. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With one line per fault: what, expected, found, cure. */
  public SettingsException(String what, List<String> faults) {
    super(what + ":\n  " + String.join("\n  ", faults));
  }
}

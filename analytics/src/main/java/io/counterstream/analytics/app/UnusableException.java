package io.counterstream.analytics.app;

import java.util.List;

/** Analytics can't start: the message says what is wrong, and each fault is one line. */
public final class UnusableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableException(String what, List<String> faults) {
    super(what + ":\n  " + String.join("\n  ", faults));
  }
}

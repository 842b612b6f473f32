package io.counterstream.contract.settings;

import java.io.IOException;

/** A file that can't be read. The message names the file, the place in it, and the cure. */
public final class UnreadableFileException extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableFileException(String message, Throwable cause) {
    super(message, cause);
  }
}

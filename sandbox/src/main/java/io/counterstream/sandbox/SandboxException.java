package io.counterstream.sandbox;

/** Says why a server of the sandbox can't start, and what to do about it. */
public final class SandboxException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SandboxException(String message) {
    super(message);
  }

  SandboxException(String message, Throwable cause) {
    super(message, cause);
  }
}

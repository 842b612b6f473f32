package io.counterstream.processor.simulation;

/** Unwinds the calls of a process that was killed. Nothing of it may be caught. */
final class InstanceDiedError extends Error {
  private static final long serialVersionUID = 1L;

  InstanceDiedError() {
    super("killed", null, false, false);
  }
}

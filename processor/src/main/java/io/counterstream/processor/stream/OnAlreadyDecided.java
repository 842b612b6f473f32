package io.counterstream.processor.stream;

/** What to do with a command whose outcome was committed long ago and that is delivered again. */
public enum OnAlreadyDecided {
  /** Stop, and say which offsets to set: nothing happens before somebody has looked. */
  STOP,
  /** Pass over it: it has its outcome and gets no other. */
  SKIP
}

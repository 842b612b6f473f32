package io.counterstream.benchmarks;

import java.util.List;

/** A contender that should be exact was not: no figure of it is worth anything. */
final class WrongOutcomesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongOutcomesException(String contender, String experiment, List<String> faults) {
    super(contender + " in " + experiment + ": " + String.join("; ", faults));
  }
}

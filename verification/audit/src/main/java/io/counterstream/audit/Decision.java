package io.counterstream.audit;

/**
 * What has to become of a request: written from the contract a second time, on purpose without the
 * processor's code, so that a mistake there is not repeated here.
 *
 * @param answer what kind of outcome
 * @param value the value after it
 * @param version the version after it
 */
record Decision(Answer answer, long value, long version) {

  /** The decision for a counter of this value and version; version 0 is no counter. */
  static Decision of(Request request, long value, long version) {
    boolean expectedVersion =
        request.expectedVersion() == Request.ANY_VERSION || request.expectedVersion() == version;
    if (!expectedVersion || !expectationHolds(request, value, version)) {
      return new Decision(Answer.CONFLICT, value, version);
    }
    if (!request.changes()) {
      return new Decision(Answer.APPLIED, value, version);
    }
    boolean fits = request.delta() >= 0
        ? value <= Long.MAX_VALUE - request.delta()
        : value >= Long.MIN_VALUE - request.delta();
    return fits
        ? new Decision(Answer.APPLIED, value + request.delta(), version + 1)
        : new Decision(Answer.OVERFLOW, value, version);
  }

  private static boolean expectationHolds(Request request, long value, long version) {
    return switch (request.word()) {
      case ANY -> true;
      case ABSENT -> version == 0;
      case EXACTLY -> value == request.expected();
    };
  }

  @Override
  public String toString() {
    return answer + " with " + value + " at version " + version;
  }
}

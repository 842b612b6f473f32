package io.counterstream.audit;

/**
 * A record of the command topic, as far as the checks need it.
 *
 * @param position where it stands
 * @param form what it is
 * @param counter the number of its counter, or {@link CommandLog#NONE}
 * @param decided fingerprint of what an applied event or a conflict has to repeat
 * @param rejected fingerprint of what a rejection has to repeat
 * @param request what it asks for, if it is valid
 */
record LoggedCommand(
    Position position, Form form, int counter, long decided, long rejected, Request request) {

  /** What an answer of this kind has to repeat. */
  long repeatedBy(Answer answer) {
    return answer == Answer.APPLIED || answer == Answer.CONFLICT ? decided : rejected;
  }

  @Override
  public String toString() {
    return "command " + position;
  }
}

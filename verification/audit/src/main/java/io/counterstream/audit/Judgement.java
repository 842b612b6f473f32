package io.counterstream.audit;

/** Whether a command may have this result, whatever else its counter has seen. */
final class Judgement {
  private final LoggedCommand command;
  private final LoggedResult result;
  private final Findings findings;

  private Judgement(LoggedCommand command, LoggedResult result, Findings findings) {
    this.command = command;
    this.result = result;
    this.findings = findings;
  }

  static void check(LoggedCommand command, LoggedResult result, Findings findings) {
    Judgement judgement = new Judgement(command, result, findings);
    judgement.checkPlace();
    if (judgement.checkAnswer()) {
      judgement.checkRepeats();
      judgement.checkDecision();
    }
  }

  private void checkPlace() {
    int partition = command.position().partition();
    if (result.partition() != partition) {
      findings.add(
          Check.RESULT_MISPLACED,
          "%s answers %s and so belongs to partition %s",
          result,
          command,
          partition);
    }
    boolean aside = command.form() == Form.UNREADABLE;
    if (aside != (result.kind() == Kind.DEAD_LETTER)) {
      findings.add(
          Check.RESULT_MISPLACED,
          aside ? "%s answers %s, which has no readable id" : "%s is of %s, which has an id",
          result,
          command);
    } else if (result.answer() != Answer.NONE && result.answer().home() != result.kind()) {
      findings.add(
          Check.RESULT_MISPLACED,
          "%s says %s and so belongs to %s",
          result,
          result.answer(),
          result.answer().home());
    }
  }

  /** Whether it says something that a command of this form may be told. */
  private boolean checkAnswer() {
    Answer answer = result.answer();
    boolean allowed = switch (command.form()) {
      case VALID ->
        answer == Answer.APPLIED || answer == Answer.CONFLICT || answer == Answer.OVERFLOW;
      case INVALID -> answer == Answer.INVALID;
      case WRONG_KEY -> answer == Answer.WRONG_KEY;
      case UNREADABLE -> answer == Answer.NONE;
    };
    if (!allowed && (answer != Answer.NONE || result.kind() != Kind.DEAD_LETTER)) {
      findings.add(
          Check.WRONG_DECISION,
          "%s says %s to %s, which is %s",
          result,
          answer,
          command,
          command.form());
    }
    return allowed && answer != Answer.NONE;
  }

  private void checkRepeats() {
    if (result.repeats() != command.repeatedBy(result.answer())) {
      findings.add(
          Check.ANOTHER_COMMAND,
          "%s does not repeat what %s says: its id, counter, delta, expectation or fault",
          result,
          command);
    }
  }

  private void checkDecision() {
    if (command.form() != Form.VALID) {
      if (result.hasState()) {
        findings.add(
            Check.WRONG_DECISION,
            "%s names a state, but %s is %s whatever the state",
            result,
            command,
            command.form());
      }
      return;
    }
    boolean applied = result.answer() == Answer.APPLIED;
    long value = applied ? result.previous() : result.value();
    long version = applied && command.request().changes() ? result.version() - 1 : result.version();
    Decision found = new Decision(result.answer(), result.value(), result.version());
    if (version < 0) {
      findings.add(
          Check.WRONG_DECISION, "%s says %s to %s: no such version", result, found, command);
      return;
    }
    Decision right = Decision.of(command.request(), value, version);
    if (!right.equals(found)) {
      findings.add(
          Check.WRONG_DECISION,
          "%s says %s to %s, but %s at %s, version %s, is %s",
          result,
          found,
          command,
          command.request(),
          value,
          version,
          right);
    }
  }
}

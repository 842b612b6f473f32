package io.counterstream.audit;

/** All results, a row for each, and the command that each says it answers. */
final class ResultLog {
  private static final Kind[] KINDS = Kind.values();
  private static final Answer[] ANSWERS = Answer.values();

  // kind, partition, offset, answer, repeats, previous, value, version, command's partition, offset
  private final Rows rows = new Rows(10);
  private final long[] answers = new long[ANSWERS.length];
  private long deadLetters;

  void add(Result result) {
    LoggedResult logged = LoggedResult.of(result);
    answers[logged.answer().ordinal()]++;
    deadLetters += result.kind() == Kind.DEAD_LETTER ? 1 : 0;
    rows.add(
        logged.kind().ordinal(),
        logged.partition(),
        logged.offset(),
        logged.answer().ordinal(),
        logged.repeats(),
        logged.previous(),
        logged.value(),
        logged.version(),
        result.command().partition(),
        result.command().offset());
  }

  int size() {
    return rows.size();
  }

  LoggedResult get(int row) {
    return new LoggedResult(
        KINDS[(int) rows.get(row, 0)],
        (int) rows.get(row, 1),
        rows.get(row, 2),
        ANSWERS[(int) rows.get(row, 3)],
        rows.get(row, 4),
        rows.get(row, 5),
        rows.get(row, 6),
        rows.get(row, 7));
  }

  /** Where the command stands that the result says it answers. */
  Position commandOf(int row) {
    return new Position((int) rows.get(row, 8), rows.get(row, 9));
  }

  long deadLetters() {
    return deadLetters;
  }

  /** How many results say this. */
  long count(Answer answer) {
    return answers[answer.ordinal()];
  }
}

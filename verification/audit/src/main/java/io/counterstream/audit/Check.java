package io.counterstream.audit;

/** What has to hold of a run. Together they are the guarantee, as far as it can be seen. */
public enum Check {
  /** Every record of the command topic has a result. */
  RESULT_MISSING,

  /** No record of the command topic has more than one result. */
  RESULT_REPEATED,

  /** Every result, and every answer that a client saw, is of a record of the command topic. */
  RESULT_OF_NO_COMMAND,

  /**
   * A result stands in the topic of its kind and in its command's partition; in that of dead
   * letters stands nothing but records without a readable id.
   */
  RESULT_MISPLACED,

  /** In each topic and partition, the results stand in the order of their commands. */
  RESULT_OUT_OF_ORDER,

  /** An outcome repeats the command it answers, and a rejection gives the command's own fault. */
  ANOTHER_COMMAND,

  /**
   * The outcome is what the contract says for that command: with a fault, the rejection of that
   * fault; without, the decision against the state that the outcome names.
   */
  WRONG_DECISION,

  /**
   * The changes of a counter, applied or edited, have the versions 1, 2, 3 and so on, and each
   * begins with the value that the one before left.
   */
  BROKEN_CHAIN,

  /** A conflict, an overflow or a check names a value and version that the counter really had. */
  STATE_NEVER_WAS,

  /** The item in the table is what the last change left; without a change there is no counter. */
  TABLE_DIFFERS,

  /** The commands of a counter that stand in one partition are decided in that order. */
  LOG_ORDER,

  /**
   * Each counter is linearizable: what was answered before something else was sent, took effect
   * before it.
   */
  REAL_TIME_ORDER
}

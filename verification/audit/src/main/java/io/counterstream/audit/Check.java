package io.counterstream.audit;

/**
 * A property that must hold of a run. Together they are the guarantee, as far as it can be
 * observed. Dead letters count as the outcomes of unreadable records.
 */
public enum Check {
  /**
   * Every record of the command topic has an outcome, except the last ones of a {@link Removal}.
   */
  OUTCOME_MISSING,

  /**
   * No record of the command topic has more than one outcome, except equal ones of which one is in
   * a transaction that Kafka tore ({@link TornRecords}).
   */
  OUTCOME_REPEATED,

  /** Every outcome, also one that only a client saw, is for a record of the command topic. */
  OUTCOME_OF_NO_COMMAND,

  /**
   * Every outcome is in the topic of its type and in the partition of its command. The dead-letter
   * topic holds only records without a readable id.
   */
  OUTCOME_MISPLACED,

  /**
   * A command is rejected as a repeat if and only if an earlier one in the window has its counter
   * and id; the rejection names one that has, and says whether it is the same.
   */
  REPEAT_MISJUDGED,

  /** In each topic and partition, outcomes are in the order of their commands. */
  OUTCOME_OUT_OF_ORDER,

  /** An outcome repeats the fields of its command; a rejection states the command's own fault. */
  ANOTHER_COMMAND,

  /**
   * The outcome is what the contract says for that command: for an invalid command the rejection of
   * its fault, for a valid one the decision against the state that the outcome names.
   */
  WRONG_DECISION,

  /**
   * The changes of a counter, by commands and by edits, have the versions 1, 2, 3 and so on, and
   * each starts from the value that the previous one wrote.
   */
  BROKEN_CHAIN,

  /**
   * A conflict, an overflow or a check names a value and version that the counter really had, and a
   * rejection because of an unusable item is of a time when the item was that.
   */
  STATE_NEVER_EXISTED,

  /** The item in the table is what the last change wrote; without a change there is no counter. */
  TABLE_DIFFERS,

  /** The item has the attributes that others have added to it. */
  ATTRIBUTE_LOST,

  /** The commands of a counter in one partition are decided in log order. */
  LOG_ORDER,

  /**
   * Each counter is linearizable: an operation whose outcome was received before another operation
   * was sent took effect before it.
   */
  REAL_TIME_ORDER
}

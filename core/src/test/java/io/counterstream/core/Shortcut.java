package io.counterstream.core;

/** A mistake of whoever drives the machine: a way to break the promise outside of it. */
enum Shortcut {
  NONE,

  /** Journal entries go when their outcome was forwarded, before its transaction ends. */
  PRUNES_WHAT_IS_ONLY_PROCESSED,
  /** Journal entries go when a commit was started. */
  PRUNES_WHAT_MAY_STILL_BE_ABORTED,
  /** A machine is forgotten when it is idle. */
  FORGETS_MACHINES_BEFORE_COMMIT,
  /** A full journal makes also the command wait that the commit waits for. */
  WAITS_FOR_THE_COMMIT_THAT_IT_BLOCKS,
  /** An outcome may leave when the put that records it was sent. */
  EMITS_WHAT_IS_NOT_RECORDED_YET,
  /** The offset to commit is that of the records looked ahead at. */
  COMMITS_WHAT_IT_LOOKED_AHEAD_AT,
  /** A command's time is that of its delivery. */
  TAKES_THE_TIME_FROM_A_CLOCK,
  /** A topic made anew is taken for the one that had its name. */
  KNOWS_A_LOG_BY_ITS_TOPICS_NAME,

  /** A put that was not answered counts as done. */
  TAKES_NO_ANSWER_FOR_ACCEPTED,
  /** A put that was not answered counts as refused by the item that was seen. */
  TAKES_NO_ANSWER_FOR_A_CONFLICT,
  /** A put that was not answered counts as refused because there is no item. */
  TAKES_NO_ANSWER_FOR_AN_ABSENT_ITEM,
  /** A refused put counts as a conflict of its commands. */
  TAKES_REFUSED_FOR_CONFLICT,
  /** A blind update that was not answered counts as done. */
  TAKES_NO_ANSWER_FOR_A_DONE_BLIND_UPDATE,
  /** A refused blind update counts as a conflict of its command. */
  TAKES_REFUSED_BLIND_UPDATE_FOR_CONFLICT,
  /** A refused put is sent again on condition of what is there, without deciding again. */
  SENDS_REFUSED_ON_ANOTHER_CONDITION,
  /** What another writer replaced or deleted is forgotten here too. */
  FORGETS_WHAT_OTHERS_ERASED,
  /** Any answer to a put counts as that to the put under way. */
  TAKES_LATE_ANSWERS,

  /** Who lost the log may commit. */
  COMMITS_WITHOUT_FENCING,
  /** There is no mark. */
  IGNORES_THE_MARK,
  /** The mark that stands under the topic's name is taken whatever log it speaks of. */
  TAKES_THE_MARK_OF_A_DELETED_TOPIC,
  /** The mark is read while the transaction that writes it is not over. */
  READS_THE_MARK_TOO_EARLY,
  /** The mark is written before the transaction commits. */
  MARKS_BEFORE_THE_TRANSACTION,
  /** The mark is written when the transaction has committed. */
  MARKS_AFTER_THE_TRANSACTION,
  /** The mark is the group's offset, also where that is lower. */
  SETS_THE_MARK_BACK,
  /** The mark covers one command more than the transaction. */
  MARKS_ONE_TOO_MANY
}

package io.counterstream.processor.simulation;

/** The invariants of the simulation. */
enum StreamInvariant {
  /** Every record of a log that exists has exactly one committed outcome or dead letter. */
  ONE_OUTCOME,
  /** Records that were removed before they were decided are reported. */
  LOST_RECORDS_ARE_NAMED,
  /** A committed outcome was recorded by the table before, or is a check's of a state that was. */
  RECORDED_FIRST,
  /** A command is recorded once. */
  RECORDED_ONCE,
  /** A command whose committed outcome says that it is a repeat is never recorded. */
  REPEAT_HAS_NO_EFFECT,
  /** A command is a repeat of the first one within the window that has its counter and id. */
  REPEAT_OF_THE_LOG,
  /** When a repeat has an outcome, the command that it repeats has one, unless it was removed. */
  REPEAT_AFTER_ITS_ORIGINAL,
  /** A command that an earlier one in the window has the counter and id of is a repeat. */
  REPEAT_IS_RECOGNISED,
  /** What is recorded as a command of a log is that command. */
  TRUE_TO_THE_LOG,
  /** A write starts from the counter's state and leaves the state that its commands lead to. */
  CHAINED,
  /** The value is the sum of all edits and all deltas applied. */
  SUM,
  /** Without new faults every record has an outcome after a bounded number of steps. */
  ENDS,
  /** An item that can't be read or written delays the commands of its own partition only. */
  HOLDS_ONE_PARTITION,
  /** Without new faults a thread does not join the group again and again. */
  SETTLES,
  /** A processor stops for a reason that its operator can cure as the message says. */
  STOPS_FOR_A_REASON,
  /** No thread waits for an outcome for longer than its transaction may be open. */
  WAITS_IN_TIME,
  /** No exception. */
  SOUND
}

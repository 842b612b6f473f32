package io.counterstream.core;

import io.counterstream.contract.Outcome;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a counter's machine wants done.
 *
 * @param decisions what became of commands, in log order; leaving none out
 * @param next what else to do
 */
public record Actions(List<Decision> decisions, Next next) {
  static final Actions NONE = new Actions(List.of(), Next.NOTHING);

  /** What became of a command. */
  public sealed interface Decision {
    /** The command's offset. */
    long offset();
  }

  /**
   * An outcome that may leave: it is recorded in the table.
   *
   * @param offset the command's offset
   * @param outcome what became of it
   */
  public record Decided(long offset, Outcome outcome) implements Decision {}

  /**
   * The command was decided before, and its outcome committed: it must not leave again. Whoever
   * did not expect that has lost the log to another owner and must stop.
   *
   * @param offset the command's offset
   * @param decidedUpTo the offset up to which the counter's item records commands of this log
   */
  public record Stale(long offset, long decidedUpTo) implements Decision {}

  /** The one request a machine may have under way, or why it has none. */
  public sealed interface Next {
    /** Nothing to do, or the request under way is not answered yet. */
    Next NOTHING = new Nothing();

    /** The journal is full: commit, then call {@link CounterMachine#advance} again. */
    Next AWAIT_COMMIT = new AwaitCommit();

    /** Nothing to do. */
    record Nothing() implements Next {}

    /**
     * Read the item, consistently.
     *
     * @param counter whose
     * @param failures how often this request failed before: back off accordingly
     */
    record Read(String counter, int failures) implements Next {}

    /**
     * Send a blind update.
     *
     * @param update the update
     * @param failures how often this request failed before: back off accordingly
     */
    record Update(BlindUpdate update, int failures) implements Next {}

    /**
     * Send a conditional put.
     *
     * @param put what
     * @param failures how often this request failed before: back off accordingly
     * @param commitBehind if its journal is more than half full, the offset in the middle of it: a
     *     commit of that keeps the counter from having to wait for one
     */
    record Put(ConditionalPut put, int failures, OptionalLong commitBehind) implements Next {}

    /** Wait for a commit, and ask for one. */
    record AwaitCommit() implements Next {}
  }
}

package io.counterstream.core;

import io.counterstream.contract.Outcome;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a counter's machine returns for an event.
 *
 * @param decisions the decisions on commands, in log order and without a gap
 * @param next the request to send next, if any
 */
public record Actions(List<Decision> decisions, Next next) {
  static final Actions NONE = new Actions(List.of(), Next.NOTHING);

  /** The decision on a command. */
  public sealed interface Decision {
    /** The command's offset. */
    long offset();
  }

  /**
   * The command's outcome, which is final: it may be forwarded. The table has recorded it, unless
   * it is a check's.
   *
   * @param offset the command's offset
   * @param outcome the outcome
   */
  public record Decided(long offset, Outcome outcome) implements Decision {}

  /**
   * The command's outcome was committed before and must not be forwarded again. Unless the log was
   * reset, another owner committed it, and this one must stop.
   *
   * @param offset the command's offset
   * @param decidedUpTo the offset up to which the counter's item records commands of this log
   */
  public record Stale(long offset, long decidedUpTo) implements Decision {}

  /**
   * The log was rewritten: it holds another command than the one that the table recorded at this
   * offset or at an earlier one. The command gets no outcome, and the owner must stop.
   *
   * @param offset the command's offset
   * @param decidedUpTo the offset up to which the counter's item records commands of this log
   */
  public record Rewritten(long offset, long decidedUpTo) implements Decision {}

  /** The one request that a machine may have under way, or the reason for none. */
  public sealed interface Next {
    /** No command waits, or a request is under way already. */
    Next NOTHING = new Nothing();

    /** The journal is full: commit, then call {@link CounterMachine#advance} again. */
    Next AWAIT_COMMIT = new AwaitCommit();

    /** Nothing to do. */
    record Nothing() implements Next {}

    /**
     * Read the item, strongly consistent.
     *
     * @param counter the counter's name
     * @param failures how often this request has failed: back off accordingly
     */
    record Read(String counter, int failures) implements Next {}

    /**
     * Send a blind update.
     *
     * @param update the update
     * @param failures how often this request has failed: back off accordingly
     */
    record Update(BlindUpdate update, int failures) implements Next {}

    /**
     * Send a conditional put.
     *
     * @param put the put
     * @param failures how often this request has failed: back off accordingly
     * @param commitUpTo an offset in the middle of the journal, if that is more than half full: a
     *     commit of that command keeps the counter from having to wait for a commit
     */
    record Put(ConditionalPut put, int failures, OptionalLong commitUpTo) implements Next {}

    /** Wait for a commit, and request one. */
    record AwaitCommit() implements Next {}
  }
}

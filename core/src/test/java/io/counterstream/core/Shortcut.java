package io.counterstream.core;

import io.counterstream.contract.CounterState;
import io.counterstream.core.journal.Journal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A mistake of the machine's driver: a way to break the promise outside the machine. */
enum Shortcut {
  NONE,

  /** Journal entries are dropped when their outcome was forwarded, before its transaction ends. */
  PRUNES_WHAT_IS_ONLY_PROCESSED,
  /** Journal entries are dropped when a commit was started. */
  PRUNES_WHAT_MAY_STILL_BE_ABORTED,
  /** A machine is forgotten when it is idle. */
  FORGETS_MACHINES_BEFORE_COMMIT,
  /** An idle machine drops all its journal entries when some are committed. */
  RELEASES_WHAT_IS_NOT_COMMITTED,
  /** A full journal also blocks the command that the commit waits for. */
  WAITS_FOR_THE_COMMIT_THAT_IT_BLOCKS,
  /** An outcome is forwarded when the put that records it was sent. */
  FORWARDS_WHAT_IS_NOT_RECORDED_YET,
  /** The next put lacks the entries of checks that were decided without one. */
  FORGETS_CHECKS_DECIDED_WITHOUT_A_PUT,
  /** Checks are sent as a blind update, which creates an item if there is none. */
  WRITES_CHECKS,
  /** The committed offset includes records that were only looked ahead at. */
  COMMITS_WHAT_IT_LOOKED_AHEAD_AT,
  /** A command's timestamp is the time of its delivery. */
  TAKES_THE_TIME_FROM_A_CLOCK,
  /** Fingerprints have leader epochs, but no hash. */
  HASHES_NO_COMMANDS,
  /** A put drops the whole journal of another log. */
  TRIMS_OTHER_LOGS_BEYOND_THE_DECIDED_OFFSET,
  /** A recreated topic is taken for the deleted one of the same name. */
  KNOWS_A_LOG_BY_ITS_TOPICS_NAME,

  /** A put without a response counts as accepted. */
  TAKES_NO_RESPONSE_FOR_ACCEPTED,
  /** A put without a response counts as refused by the item that was seen. */
  TAKES_NO_RESPONSE_FOR_A_CONFLICT,
  /** A put without a response counts as refused because there is no item. */
  TAKES_NO_RESPONSE_FOR_AN_ABSENT_ITEM,
  /** A refused put counts as a conflict of its commands. */
  TAKES_REFUSED_FOR_CONFLICT,
  /** A blind update without a response counts as accepted. */
  TAKES_NO_RESPONSE_FOR_A_DONE_BLIND_UPDATE,
  /** A refused blind update counts as a conflict of its commands. */
  TAKES_REFUSED_BLIND_UPDATE_FOR_CONFLICT,
  /** Bounds are judged on the value before the command. */
  JUDGES_BOUNDS_ON_THE_VALUE_BEFORE,
  /** A blind update accepts every value that its commands' sum allows. */
  UPDATES_BLINDLY_WITHOUT_BOUNDS,
  /** A blind update accepts that there is no item, although 0 is not within the bounds. */
  UPDATES_BLINDLY_WHERE_NO_ITEM_IS_OUT_OF_BOUNDS,
  /** A refused put is sent again with a condition that holds, without deciding again. */
  SENDS_REFUSED_ON_ANOTHER_CONDITION,
  /** The machine forgets its own record when another writer replaced or deleted the item. */
  FORGETS_WHAT_OTHERS_ERASED,
  /** Any response to a put counts as the response to the put under way. */
  TAKES_LATE_RESPONSES,

  /** Items are deleted while every command is committed, although zombies may still run. */
  DELETES_ITEMS_AT_LAG_ZERO,
  /** No mistake: items are deleted while no processor runs and no request is on its way. */
  DELETES_ITEMS_WHEN_ALL_HAS_ENDED,

  /** Items are removed by their time to live although something may still need them. */
  EXPIRES_ITEMS_TOO_EARLY,

  /** An owner that has lost the log may commit. */
  COMMITS_WITHOUT_FENCING,
  /** The decided offset is not read. */
  IGNORES_THE_DECIDED_OFFSET,
  /** The decided offset under the topic's name is used, whichever log it belongs to. */
  TAKES_THE_DECIDED_OFFSET_OF_A_DELETED_TOPIC,
  /** The decided offset is read while the transaction that writes it is still open. */
  READS_THE_DECIDED_OFFSET_TOO_EARLY,
  /** The decided offset is written before the transaction commits. */
  WRITES_THE_DECIDED_OFFSET_BEFORE_THE_TRANSACTION,
  /** The decided offset is written after the transaction committed. */
  WRITES_THE_DECIDED_OFFSET_AFTER_THE_TRANSACTION,
  /** The decided offset follows the group's offset, also to a lower one. */
  SETS_THE_DECIDED_OFFSET_BACK,
  /** The decided offset covers one command more than the transaction. */
  WRITES_A_DECIDED_OFFSET_ONE_TOO_HIGH;

  /** The blind update of the first command that waits if it is a check, and otherwise a read. */
  static Request writing(Chain chain, Collection<LoggedCommand> waiting, long now) {
    LoggedCommand check = waiting.iterator().next();
    if (!Decider.isCheck(check.command())) {
      return Request.read(chain, now);
    }
    LogPosition position = new LogPosition(chain.owner().log().source(), check.offset());
    BlindUpdate.Range none = new BlindUpdate.Range(1, 0);
    Journal.Writer journal = Journal.EMPTY.writer();
    journal.add(check.offset(), CounterState.ABSENT, check.fingerprint());
    BlindUpdate update = new BlindUpdate(
        chain.counter(),
        position,
        position,
        none,
        none,
        true,
        0,
        0,
        Optional.empty(),
        journal.journal());
    return Request.blindUpdate(chain, update, List.of(check), now);
  }
}

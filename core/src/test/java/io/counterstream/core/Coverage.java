package io.counterstream.core;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How often each fault and each path of the machine occurred, over all schedules of a run. */
final class Coverage {
  private final Map<Event, Long> counts = new EnumMap<>(Event.class);

  /** An event that a run must contain to be worth anything. */
  enum Event {
    OUTCOME_APPLIED,
    OUTCOME_CHECK_PASSED,
    OUTCOME_CREATED_BY_ABSENT,
    OUTCOME_CONFLICT_ON_VALUE,
    OUTCOME_CONFLICT_ON_VERSION,
    OUTCOME_CONFLICT_ON_ABSENT,
    OUTCOME_OVERFLOW,
    DECIDED_BY_A_PUT,
    DECIDED_BY_A_BATCH_OF_MANY,
    DECIDED_BY_THE_JOURNAL,
    JOURNAL_FULL,
    JOURNAL_LIMIT_PASSED,
    JOURNAL_WAIT_ENDED_BY_COMMIT,
    RECORD_RESTORED_FROM_MEMORY,
    COMMIT,
    COMMIT_IN_THE_MIDDLE_OF_A_BATCH,
    COMMIT_WITH_PUTS_IN_FLIGHT,
    COMMIT_RESPONSE_LOST,
    ABORT,
    CRASH,
    CRASH_WITH_PUTS_IN_FLIGHT,
    TAKEOVER_WITH_A_LIVE_ZOMBIE,
    COMMAND_REDELIVERED,
    ZOMBIE_PUT_ACCEPTED,
    ZOMBIE_FENCED_AT_COMMIT,
    ZOMBIE_STALE,
    ZOMBIE_READS_A_LATER_DECIDED_OFFSET,
    MACHINE_EVICTED,
    PUT_REFUSED,
    PUT_REFUSED_BY_OWN_WRITE,
    BLIND_UPDATE_DONE,
    BLIND_UPDATE_REFUSED,
    BLIND_UPDATE_REFUSED_BY_OWN_WRITE,
    ZOMBIE_BLIND_UPDATE_DONE,
    RESPONSE_DELAYED,
    RESPONSE_LOST,
    RESPONSE_LOST_AND_RETRIED_BELOW,
    RESPONSE_DUPLICATED,
    REQUEST_LOST,
    REQUEST_DUPLICATED,
    REQUEST_THROTTLED,
    REQUEST_OVERTAKEN_BY_ITS_REPETITION,
    REQUEST_DONE_AFTER_ITS_OWNER_WAS_CLOSED,
    VALUE_EDITED,
    VERSION_EDITED,
    ITEM_REPLACED_BY_ANOTHER_WRITER,
    ITEM_DELETED,
    RECORDED_AGAIN_AFTER_ERASURE,
    TOPIC_RECREATED,
    TOPIC_RECREATED_AND_ITS_DECIDED_OFFSET_LEFT,
    OFFSETS_RESET_TO_THE_PAST,
    OFFSETS_RESET_TO_THE_FUTURE,
    OFFSETS_RESET_WITH_A_LIVE_ZOMBIE,
    OFFSETS_SET_TO_THE_DECIDED_OFFSET,
    STOPPED_BELOW_THE_DECIDED_OFFSET,
    STOPPED_AT_A_STALE_COMMAND,
    COVERED_COMMAND_SKIPPED,
    STALE_COMMAND_SKIPPED,
    SKIPPED_WITHOUT_AN_OUTCOME,
    DECIDED_OFFSET_LOST,
    COMMITTED_AGAIN_WITHOUT_A_DECIDED_OFFSET,
    COUNTER_OF_TWO_LOGS,
    OFFSET_GAP
  }

  void met(Event event) {
    counts.merge(event, 1L, Long::sum);
  }

  List<Event> never() {
    List<Event> never = new ArrayList<>(List.of(Event.values()));
    never.removeAll(counts.keySet());
    return never;
  }

  /** A line for each event: its count and its name. */
  String table() {
    StringBuilder table = new StringBuilder();
    for (Event event : Event.values()) {
      String label = event.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      table.append(String.format("%,12d  %s%n", counts.getOrDefault(event, 0L), label));
    }
    return table.toString();
  }
}

package io.counterstream.torture.run;

import io.counterstream.torture.schedule.PlannedFault;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Injects the faults that are the work of an operator or of another application. */
final class OperatorActions {
  private static final int EDITS_MIN = 3;
  private static final int EDITS_MAX = 11;

  private final ItemActions items;
  private final HoldActions holds;
  private final LogActions logs;
  private final Console console;

  /**
   * Injects faults.
   *
   * @param items those of items
   * @param holds those of items that their partition has to wait for
   * @param logs those of the command topic and of offsets
   */
  OperatorActions(ItemActions items, HoldActions holds, LogActions logs, Console console) {
    this.items = items;
    this.holds = holds;
    this.logs = logs;
    this.console = console;
  }

  /** Returns what processors did that they must not do. */
  List<String> violations() {
    return Stream.of(holds.violations(), logs.violations())
        .flatMap(List::stream)
        .toList();
  }

  void run(PlannedFault fault) throws InterruptedException {
    String lasts = Console.seconds(Duration.ofMillis(fault.lastsMillis()));
    switch (fault.kind()) {
      case TABLE_EDITED -> {
        int count = fault.random().nextInt(EDITS_MIN, EDITS_MAX + 1);
        say("table", fault, count + " of them");
        items.edit(fault, count);
      }
      case ITEMS_DELETED -> say("table", fault, items.deleteUnused() + " of them");
      case ITEMS_UNUSABLE -> {
        say("table", fault, "after " + lasts);
        items.makeUnusable(fault);
      }
      case JOURNAL_BROKEN -> {
        say("table", fault, "all processors are killed first");
        holds.breakJournal(fault);
      }
      case ITEM_GROWN -> {
        say("table", fault, "until a processor says so");
        holds.grow(fault);
      }
      case TOPIC_CREATED_AGAIN -> {
        say("operator", fault, "gone for " + lasts);
        logs.createTopicAgain(fault);
      }
      case RECORDS_DELETED -> {
        say("operator", fault, "decided ones, or all of a partition");
        logs.deleteRecords(fault);
      }
      case OFFSETS_RESET -> {
        say("operator", fault, "all processors stop first");
        logs.resetOffsets(fault);
      }
      default -> throw new IllegalStateException("no action for fault " + fault.kind());
    }
  }

  private void say(String who, PlannedFault fault, String details) {
    console.say(who, fault.kind().label() + "; " + details);
  }
}

package io.counterstream.torture.run;

import io.counterstream.audit.RecordPosition;
import io.counterstream.torture.load.TemporaryCounters;
import io.counterstream.torture.load.TemporaryCounters.Rested;
import io.counterstream.torture.schedule.PlannedFault;
import io.counterstream.torture.table.ItemDamage;
import io.counterstream.torture.table.TableEditor;
import io.counterstream.torture.table.TableEditor.Damaged;
import io.counterstream.workload.CounterNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** What an operator does to items. Each call returns when it is undone. */
final class ItemActions {
  /** Longer than a processor can be frozen or a put held, with their retries. */
  private static final Duration REST = Duration.ofSeconds(30);

  private final TableEditor editor;
  private final TemporaryCounters temporary;

  ItemActions(TableEditor editor, TemporaryCounters temporary) {
    this.editor = editor;
    this.temporary = temporary;
  }

  /** Changes values, and adds attributes of another application. */
  void edit(PlannedFault fault, int count) throws InterruptedException {
    SplittableRandom random = fault.random();
    for (int i = 0; i < count; i++) {
      editor.edit(CounterNames.busy(random), random);
      editor.annotate(CounterNames.busy(random), random);
      Thread.sleep(fault.lastsMillis() / count);
    }
  }

  /** Makes items invalid, each in another way, and cures them after some time. */
  void makeUnusable(PlannedFault fault) throws InterruptedException {
    SplittableRandom random = fault.random();
    List<Damaged> damaged = new ArrayList<>();
    for (ItemDamage damage : ItemDamage.values()) {
      editor.damage(CounterNames.busy(random), damage).ifPresent(damaged::add);
    }
    Thread.sleep(fault.lastsMillis());
    for (Damaged item : damaged) {
      editor.cure(item, random.nextLong(-100, 100));
    }
  }

  /** Deletes the items of counters that have not been used for long; they are used again then. */
  int deleteUnused() {
    int deleted = 0;
    for (Optional<Rested> rested = temporary.takeRested(REST);
        rested.isPresent();
        rested = temporary.takeRested(REST)) {
      RecordPosition last = rested.get().last();
      RecordPosition next = new RecordPosition(last.log(), last.partition(), last.offset() + 1);
      deleted += editor.delete(rested.get().counter(), next) ? 1 : 0;
      temporary.release(rested.get());
    }
    return deleted;
  }
}

package io.counterstream.torture.run;

import io.counterstream.torture.schedule.PlannedFault;
import io.counterstream.torture.table.ItemDamage;
import io.counterstream.torture.table.TableEditor;
import io.counterstream.torture.table.TableEditor.Damaged;
import io.counterstream.workload.CounterNames;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What an operator does to items. Each call returns when it is undone. */
final class ItemActions {
  private final TableEditor editor;

  ItemActions(TableEditor editor) {
    this.editor = editor;
  }

  /** Changes values, and adds attributes of another application. */
  void edit(PlannedFault fault, int count) throws InterruptedException {
    SplittableRandom random = fault.random();
    for (int i = 0; i < count; i++) {
      editor.edit(CounterNames.busy(random), random);
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
}

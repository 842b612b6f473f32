package io.counterstream.dynamodb;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Outcome;
import io.counterstream.core.Actions;
import io.counterstream.core.CounterMachine;
import io.counterstream.core.DecideOnce;
import io.counterstream.core.Limits;
import io.counterstream.core.LogSource;
import io.counterstream.core.LoggedCommand;
import io.counterstream.core.table.CounterTable;
import io.counterstream.core.table.WriteResponse;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** A counter whose commands are decided one by one, as the engine does. */
final class DrivenCounter {
  private final String name;
  private final CounterTable table;
  private final CounterMachine machine;
  private long offset;

  DrivenCounter(String name, CounterTable table) {
    this(name, table, 0);
  }

  /** A counter whose next command has this offset. */
  DrivenCounter(String name, CounterTable table, long offset) {
    this.name = name;
    this.table = table;
    this.offset = offset;
    this.machine =
        new CounterMachine(name, new LogSource("T", 0), Limits.DEFAULT, new DecideOnce());
  }

  /** The outcome of the next command. */
  Outcome outcome(CounterCommand command) {
    machine.arrived(new LoggedCommand(offset++, Instant.EPOCH, command));
    Actions actions = machine.advance(0);
    while (actions.decisions().isEmpty()) {
      actions = response(actions.next());
    }
    return ((Actions.Decided) actions.decisions().get(0)).outcome();
  }

  private Actions response(Actions.Next next) {
    if (next instanceof Actions.Next.Read) {
      return machine.readCompleted(join(table.read(name)), 0);
    }
    if (next instanceof Actions.Next.Update update) {
      WriteResponse response = join(table.blindUpdate(update.update()));
      return machine.blindUpdateCompleted(response.current(), 0);
    }
    WriteResponse response = join(table.put(((Actions.Next.Put) next).put()));
    return response instanceof WriteResponse.Accepted accepted
        ? machine.putAccepted(accepted.written(), 0)
        : machine.putRefused(response.current(), 0);
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}

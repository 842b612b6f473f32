package io.counterstream.core;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import io.counterstream.core.Actions.Decided;
import io.counterstream.core.Actions.Decision;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/** One counter's commands at one owner, driven as the engine drives them. */
final class Chain {
  private final World world;
  private final Owner owner;
  private final String counter;
  private final ArrayDeque<LoggedCommand> pending = new ArrayDeque<>();
  private CounterMachine machine;
  private Optional<Request> underWay = Optional.empty();
  private long awaitedUpTo = -1;
  private boolean waitsForCommit;

  /** The offsets of the last batch that the table accepted. */
  private long batchFrom;

  private long batchTo = -1;

  Chain(World world, Owner owner, String counter) {
    this.world = world;
    this.owner = owner;
    this.counter = counter;
    this.machine = newMachine();
  }

  private CounterMachine newMachine() {
    LogSource source = owner.log().source();
    boolean byName = world.takes(Shortcut.KNOWS_A_LOG_BY_ITS_TOPICS_NAME);
    LogSource known = byName ? new LogSource("T", source.partition()) : source;
    return new CounterMachine(counter, known, world.limits, world.protocol);
  }

  Owner owner() {
    return owner;
  }

  String counter() {
    return counter;
  }

  void arrived(LoggedCommand command) {
    LoggedCommand logged = world.takes(Shortcut.TAKES_THE_TIME_FROM_A_CLOCK)
        ? new LoggedCommand(command.offset(), Instant.ofEpochSecond(world.now()), command.command())
        : WrongBounds.asDelivered(world, command);
    pending.add(logged);
    machine.arrived(logged);
  }

  void advance() {
    step(machine.advance(owner.prunable()), 0);
  }

  /** The owner can't continue without the outcome at {@code offset}. */
  void awaited(long offset) {
    awaitedUpTo = offset;
    advance();
  }

  void committed() {
    machine.release(owner.dispensable());
    if (waitsForCommit) {
      waitsForCommit = false;
      world.met(Coverage.Event.JOURNAL_WAIT_ENDED_BY_COMMIT);
      advance();
    }
  }

  boolean isEvictable() {
    boolean early = world.takes(Shortcut.FORGETS_MACHINES_BEFORE_COMMIT);
    return pending.isEmpty() && machine.isEvictable(early ? Long.MAX_VALUE : owner.prunable());
  }

  /** Whether an offset lies within the last batch. */
  boolean batchSpans(long offset) {
    return batchFrom < offset && offset <= batchTo;
  }

  /** No response came. */
  void failed(Request request) {
    if (!isAwaited(request)) {
      return;
    }
    underWay = Optional.empty();
    if (request.blindUpdate().isPresent()
        && world.takes(Shortcut.TAKES_NO_RESPONSE_FOR_A_DONE_BLIND_UPDATE)) {
      takeForDone(request);
      return;
    }
    switch (request.put().isPresent() ? world.rules.shortcut() : Shortcut.NONE) {
      case TAKES_NO_RESPONSE_FOR_ACCEPTED ->
        step(machine.putAccepted(owner.prunable()), request.batch().size());
      case TAKES_NO_RESPONSE_FOR_A_CONFLICT ->
        conflict(request.batch(), request.put().get().seen());
      case TAKES_NO_RESPONSE_FOR_AN_ABSENT_ITEM ->
        step(machine.putRefused(Optional.empty(), owner.prunable()), 0);
      default -> step(machine.requestFailed(), 0);
    }
  }

  void responded(Request request, Network.Response response) {
    if (!isAwaited(request)) {
      return;
    }
    underWay = Optional.empty();
    if (request.blindUpdate().filter(update -> update.changes() > 0).isPresent()) {
      blindUpdateCompleted(request, response.item());
    } else if (request.put().isEmpty()) {
      step(machine.readCompleted(response.item(), owner.prunable()), 0);
    } else if (response.execution() == Network.Execution.INVALID) {
      owner.cannotWrite(counter);
    } else if (response.execution() == Network.Execution.ACCEPTED) {
      batchFrom = request.batch().get(0).offset();
      batchTo = request.put().get().item().lastWriter().orElseThrow().offset();
      step(
          machine.putAccepted(response.item().orElseThrow(), owner.prunable()),
          request.batch().size());
    } else {
      refused(request, response.item());
    }
  }

  private void accepted(List<LoggedCommand> batch, CounterItem left) {
    batchFrom = batch.get(0).offset();
    batchTo = batch.get(batch.size() - 1).offset();
    step(machine.putAccepted(left, owner.prunable()), batch.size());
  }

  private void refused(Request request, Optional<CounterItem> actual) {
    LogSource source = owner.log().source();
    switch (world.rules.shortcut()) {
      case TAKES_REFUSED_FOR_CONFLICT -> conflict(request.batch(), actual);
      case SENDS_REFUSED_ON_ANOTHER_CONDITION ->
        send(new ConditionalPut(request.put().get().item(), actual), request.batch());
      case FORGETS_WHAT_OTHERS_ERASED -> {
        if (actual.flatMap(there -> there.progressOf(source)).isEmpty()) {
          restart();
        } else {
          step(machine.putRefused(actual, owner.prunable()), 0);
        }
      }
      default -> step(machine.putRefused(actual, owner.prunable()), 0);
    }
  }

  private void blindUpdateCompleted(Request request, Optional<CounterItem> actual) {
    long offset = request.blindUpdate().orElseThrow().last().offset();
    boolean refused = actual
        .flatMap(item -> item.progressOf(owner.log().source()))
        .filter(log -> log.offset() == offset)
        .isEmpty();
    if (refused && world.takes(Shortcut.TAKES_REFUSED_BLIND_UPDATE_FOR_CONFLICT)) {
      conflict(request.batch(), actual);
    } else {
      step(machine.blindUpdateCompleted(actual, owner.prunable()), 0);
    }
  }

  /** Takes a blind update for accepted, without a response. */
  private void takeForDone(Request request) {
    BlindUpdate update = request.blindUpdate().orElseThrow();
    CounterState state =
        new CounterState(Math.max(0, update.values().least()), update.versions().least());
    forward(request.batch(), state);
    pending.removeAll(request.batch());
    restart();
  }

  private boolean isAwaited(Request request) {
    if (owner.isClosed() || underWay.isEmpty()) {
      return false;
    }
    boolean anyPut = world.takes(Shortcut.TAKES_LATE_RESPONSES) && request.put().isPresent();
    return anyPut ? underWay.get().put().isPresent() : underWay.get() == request;
  }

  private void step(Actions actions, int recorded) {
    settle(actions, recorded);
    Actions.Next next = actions.next();
    if (next instanceof Actions.Next.AwaitCommit) {
      next = awaitCommit();
    }
    if (next instanceof Actions.Next.Put put) {
      send(put.put(), batchOf(put.put()));
    } else if (next instanceof Actions.Next.Update update) {
      List<LoggedCommand> batch = batchTo(update.update().last());
      BlindUpdate sent = WrongBounds.asSent(world, update.update(), batch);
      send(Request.blindUpdate(this, sent, batch, world.now()));
    } else if (next instanceof Actions.Next.Read) {
      boolean writes = world.takes(Shortcut.WRITES_CHECKS);
      send(writes ? Shortcut.writing(this, pending, world.now()) : Request.read(this, world.now()));
    }
  }

  private void settle(Actions actions, int recorded) {
    int index = 0;
    for (Decision decision : actions.decisions()) {
      LoggedCommand due = pending.remove();
      if (due.offset() != decision.offset()) {
        throw new IllegalStateException(decision + " where " + due + " is due");
      }
      if (!(decision instanceof Decided decided)) {
        owner.undecided(decision);
        continue;
      }
      if (index++ < recorded) {
        boolean many = recorded > 1;
        world.met(
            many ? Coverage.Event.DECIDED_BY_A_BATCH_OF_MANY : Coverage.Event.DECIDED_BY_A_PUT);
      } else if (!Decider.isCheck(due.command())) {
        world.met(Coverage.Event.DECIDED_BY_THE_JOURNAL);
      }
      owner.decided(decided.offset(), decided.outcome());
    }
  }

  private Actions.Next awaitCommit() {
    boolean deaf = world.takes(Shortcut.WAITS_FOR_THE_COMMIT_THAT_IT_BLOCKS);
    if (pending.element().offset() <= awaitedUpTo && !deaf) {
      world.met(Coverage.Event.JOURNAL_LIMIT_PASSED);
      Actions actions = machine.advancePastLimit(owner.prunable());
      settle(actions, 0);
      return actions.next();
    }
    world.met(Coverage.Event.JOURNAL_FULL);
    waitsForCommit = true;
    return Actions.Next.NOTHING;
  }

  private void send(ConditionalPut put, List<LoggedCommand> batch) {
    long first = batch.get(0).offset();
    PutCoverage.note(world, owner.log(), put, first);
    if (world.takes(Shortcut.FORGETS_CHECKS_DECIDED_WITHOUT_A_PUT)) {
      send(Request.put(this, Weakened.withoutChecksBefore(first, put), batch, world.now()));
      return;
    }
    if (world.takes(Shortcut.FORWARDS_WHAT_IS_NOT_RECORDED_YET)) {
      forward(batch, put.seen().flatMap(CounterItem::state).orElse(CounterState.ABSENT));
    }
    send(Request.put(this, world.trimmed(put), batch, world.now()));
  }

  private void send(Request request) {
    underWay = Optional.of(request);
    world.network.send(request);
  }

  /** The commands that a put records: all that are not decided yet, up to the item's offset. */
  private List<LoggedCommand> batchOf(ConditionalPut put) {
    LogProgress written = put.item().lastWriter().orElseThrow();
    return batchTo(new LogPosition(written.source(), written.offset()));
  }

  private List<LoggedCommand> batchTo(LogPosition last) {
    return pending.stream().filter(command -> command.offset() <= last.offset()).toList();
  }

  /** The naive processor: a refused put is a conflict with the item in the table. */
  private void conflict(List<LoggedCommand> batch, Optional<CounterItem> actual) {
    CounterState state = actual.flatMap(CounterItem::state).orElse(CounterState.ABSENT);
    for (LoggedCommand logged : batch) {
      pending.remove();
      owner.decided(logged.offset(), Decisions.conflict(logged, state));
    }
    restart();
  }

  private void restart() {
    machine = newMachine();
    pending.forEach(machine::arrived);
    advance();
  }

  /** Decides a batch without regard to what the table did. */
  private void forward(List<LoggedCommand> batch, CounterState before) {
    CounterState state = before;
    for (LoggedCommand logged : batch) {
      Outcome outcome = Decider.decide(logged.command(), logged.timestamp(), state);
      owner.decided(logged.offset(), outcome);
      state = outcome.state().orElseThrow();
    }
  }

  @Override
  public String toString() {
    return owner + " " + counter;
  }
}

package counterstream.decide;

import counterstream.contract.CounterState;
import counterstream.contract.Outcome;
import counterstream.decide.Actions.Decided;
import counterstream.decide.Actions.Stale;
import counterstream.decide.Actions.Verdict;
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

  /** The offsets of the last fold that the table accepted. */
  private long foldFrom;

  private long foldTo = -1;

  Chain(World world, Owner owner, String counter) {
    this.world = world;
    this.owner = owner;
    this.counter = counter;
    this.machine = newMachine();
  }

  private CounterMachine newMachine() {
    return new CounterMachine(counter, owner.log().source(), world.limits, world.protocol);
  }

  Owner owner() {
    return owner;
  }

  String counter() {
    return counter;
  }

  void arrived(LoggedCommand command) {
    pending.add(command);
    machine.arrived(command);
  }

  void advance() {
    step(machine.advance(owner.prunable()), 0);
  }

  /** The owner can't go on without the outcome at {@code offset}. */
  void awaited(long offset) {
    awaitedUpTo = offset;
    advance();
  }

  void committed() {
    if (waitsForCommit) {
      waitsForCommit = false;
      world.met(Coverage.Event.JOURNAL_WAIT_ENDED_BY_COMMIT);
      advance();
    }
  }

  boolean wantsCommit() {
    return waitsForCommit;
  }

  boolean isForgettable() {
    boolean early = world.rules.shortcut() == Rules.Shortcut.FORGETS_MACHINES_BEFORE_COMMIT;
    return pending.isEmpty() && machine.isForgettable(early ? Long.MAX_VALUE : owner.prunable());
  }

  /** Whether the last fold lies on both sides of an offset. */
  boolean foldSpans(long offset) {
    return foldFrom < offset && offset <= foldTo;
  }

  /** No answer came. */
  void failed(Request request) {
    if (!isAwaited(request)) {
      return;
    }
    underWay = Optional.empty();
    boolean careless = world.rules.shortcut() == Rules.Shortcut.TAKES_NO_ANSWER_FOR_ACCEPTED;
    if (careless && request.put().isPresent()) {
      step(machine.putAccepted(owner.prunable()), request.fold().size());
    } else {
      step(machine.requestFailed(), 0);
    }
  }

  void answered(Request request, Network.Answer answer) {
    if (!isAwaited(request)) {
      return;
    }
    underWay = Optional.empty();
    long committed = owner.prunable();
    if (request.put().isEmpty()) {
      step(machine.readAnswered(answer.item(), committed), 0);
    } else if (answer.accepted()) {
      foldFrom = request.fold().get(0).offset();
      foldTo = request.put().get().item().lastWriter().orElseThrow().offset();
      step(machine.putAccepted(committed), request.fold().size());
    } else if (world.rules.shortcut() == Rules.Shortcut.TAKES_REFUSED_FOR_CONFLICT) {
      conflict(request.fold(), answer.item());
    } else {
      step(machine.putRefused(answer.item(), committed), 0);
    }
  }

  private boolean isAwaited(Request request) {
    return !owner.isClosed() && underWay.isPresent() && underWay.get() == request;
  }

  private void step(Actions actions, int recorded) {
    settle(actions, recorded);
    Actions.Next next = actions.next();
    if (next instanceof Actions.Next.AwaitCommit) {
      next = awaitCommit();
    }
    if (next instanceof Actions.Next.Put put) {
      send(Optional.of(put.put()), foldOf(put.put()));
    } else if (next instanceof Actions.Next.Read) {
      send(Optional.empty(), List.of());
    }
  }

  private void settle(Actions actions, int recorded) {
    int index = 0;
    for (Verdict verdict : actions.verdicts()) {
      LoggedCommand due = pending.remove();
      if (due.offset() != verdict.offset()) {
        throw new IllegalStateException(verdict + " where " + due + " is due");
      }
      if (verdict instanceof Stale stale) {
        owner.stale(stale);
        continue;
      }
      Decided decided = (Decided) verdict;
      boolean many = recorded > 1;
      world.met(
          index++ >= recorded
              ? Coverage.Event.DECIDED_BY_THE_JOURNAL
              : many ? Coverage.Event.DECIDED_BY_A_FOLD_OF_MANY : Coverage.Event.DECIDED_BY_A_PUT);
      owner.decided(decided.offset(), decided.outcome());
    }
  }

  private Actions.Next awaitCommit() {
    boolean deaf = world.rules.shortcut() == Rules.Shortcut.WAITS_FOR_THE_COMMIT_THAT_IT_BLOCKS;
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

  private void send(Optional<ConditionalPut> put, List<LoggedCommand> fold) {
    Request request = new Request(this, put, fold, world.now());
    underWay = Optional.of(request);
    put.ifPresent(writing -> noteRestored(writing, fold.get(0).offset()));
    world.network.send(request);
  }

  /** The commands that a put records: all that are not decided yet, up to the item's offset. */
  private List<LoggedCommand> foldOf(ConditionalPut put) {
    long last = put.item().lastWriter().orElseThrow().offset();
    return pending.stream().filter(command -> command.offset() <= last).toList();
  }

  private void noteRestored(ConditionalPut put, long firstOfFold) {
    LogRecord written = put.item().lastWriter().orElseThrow();
    boolean remembers =
        written.journal().size() > written.journal().from(firstOfFold).size();
    if (remembers && put.seen().flatMap(seen -> seen.of(written.source())).isEmpty()) {
      world.met(Coverage.Event.RECORD_RESTORED_FROM_MEMORY);
    }
  }

  /** The naive processor: a refused put is a conflict with whatever is there. */
  private void conflict(List<LoggedCommand> fold, Optional<CounterItem> actual) {
    CounterState state = actual.map(CounterItem::state).orElse(CounterState.ABSENT);
    for (LoggedCommand logged : fold) {
      pending.remove();
      owner.decided(
          logged.offset(),
          new Outcome.Conflict(
              logged.command().commandId(),
              counter,
              logged.command().delta(),
              logged.command().expected(),
              logged.command().expectedVersion(),
              state.value(),
              state.version(),
              logged.timestamp()));
    }
    machine = newMachine();
    pending.forEach(machine::arrived);
    advance();
  }

  @Override
  public String toString() {
    return owner + " " + counter;
  }
}

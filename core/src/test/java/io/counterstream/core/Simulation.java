package io.counterstream.core;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import java.util.List;

/**
 * One schedule: logs, their owners, the table and the faults between them, in an order that the
 * choices decide. One thread, no clock: the same choices give the same schedule.
 */
final class Simulation {
  private static final int CALM_ROUNDS_MAX = 3_000;
  private static final List<String> COUNTERS = List.of("c0", "c1", "c2");

  private final World world;
  private final Choices choices;
  private final Sender sender;
  private final Odds<Fault> odds;
  private final List<String> counters;
  private final boolean sharedCounters;
  private int commandsLeft;

  /** Faults outside the network. */
  enum Fault {
    ABORT,
    CRASH,
    TAKEOVER,
    COMMIT_RESPONSE_LOST,
    EVICTION,
    VALUE_EDIT,
    VERSION_EDIT,
    REPLACEMENT,
    DELETION,
    DAMAGE,
    CURE,
    RESTORATION,
    EXPIRY,
    OTHER_ATTRIBUTES,
    RECREATION,
    LOSS_BY_ELECTION,
    LOSS_OF_THE_LAST_RECORD,
    RESET,
    DECIDED_OFFSET_LOSS
  }

  private Simulation(World world) {
    this.world = world;
    this.choices = world.choices;
    this.sender = new Sender(world);
    this.counters = COUNTERS.subList(0, 1 + choices.weighted(50, 30, 20));
    this.sharedCounters = choices.chance(50);
    this.commandsLeft = 1 + choices.below(24);
    this.odds = choices.odds(Fault.class, 15);
    counters.forEach(this::give);
    int logs = 1 + choices.weighted(35, 65);
    for (int partition = 0; partition < logs; partition++) {
      world.open(new SimulatedLog(new LogSource("T0", partition), new StoredDecidedOffset()));
    }
  }

  /** Runs a schedule and returns what it violated. */
  static List<Violation> run(Choices choices, Rules rules, Coverage coverage, Trace trace) {
    World world = new World(choices, rules, coverage, trace);
    try {
      Simulation simulation = new Simulation(world);
      while (choices.nextStep()) {
        simulation.step();
      }
      simulation.calmDown();
      world.audit.finish();
    } catch (RuntimeException broken) {
      world.audit.violated(
          SimulationAudit.Invariant.SOUND, broken + " at " + broken.getStackTrace()[0]);
    }
    return world.audit.violations();
  }

  /** Some counters exist before the first command, without a log that wrote them. */
  private void give(String counter) {
    if (choices.chance(25)) {
      world.otherWriters.give(counter, new CounterState(choices.around(2), 1 + choices.below(3)));
      if (choices.chance(20)) {
        world.otherWriters.damage(counter);
      }
    }
  }

  private void step() {
    world.tick();
    choices.fault(odds).ifPresentOrElse(this::happen, this::work);
  }

  /** No new faults: all requests arrive, and zombies run until they are fenced. */
  private void calmDown() {
    world.say("no more faults");
    counters.forEach(world.table::empty);
    for (int i = 0; i < CALM_ROUNDS_MAX; i++) {
      if (world.logs.stream().allMatch(SimulatedLog::isDone) && world.network.isEmpty()) {
        return;
      }
      world.tick();
      world.network.carryRequest();
      world.network.deliverDelayedResponse();
      for (Owner owner : List.copyOf(world.owners)) {
        owner.process();
        owner.commit();
      }
    }
    world.audit.violated(
        SimulationAudit.Invariant.ENDS, "not done after " + CALM_ROUNDS_MAX + " rounds");
  }

  private void work() {
    switch (choices.weighted(24, 30, 10, 12, 16, 8)) {
      case 0 -> choices.anyOf(world.owners).process();
      case 1 -> world.network.carryRequest();
      case 2 -> world.network.deliverDelayedResponse();
      case 3 -> append();
      case 4 -> choices.anyOf(world.owners).submit(1 + choices.below(5));
      default -> choices.anyOf(world.owners).commit();
    }
  }

  private void append() {
    if (commandsLeft-- <= 0) {
      return;
    }
    SimulatedLog log = choices.anyOf(world.liveLogs());
    String counter = sharedCounters
        ? choices.anyOf(counters)
        : counters.get(log.source().partition() % counters.size());
    int gap = choices.chance(10) ? choices.below(200) : 0;
    if (gap > 0) {
      world.met(Coverage.Event.OFFSET_GAP);
    }
    CounterCommand command = sender.next(counter);
    int hash = world.takes(Shortcut.HASHES_NO_COMMANDS) ? 0 : command.hashCode();
    LoggedCommand logged = log.append(command, gap, hash);
    world.say("%s gets %d: %s", log.source(), logged.offset(), logged.command());
    if (isOfTwoLogs(counter)) {
      world.met(Coverage.Event.COUNTER_OF_TWO_LOGS);
    }
  }

  private boolean isOfTwoLogs(String counter) {
    return world.liveLogs().stream()
            .filter(log -> log.commands().stream()
                .anyMatch(logged -> logged.command().counter().equals(counter)))
            .count()
        > 1;
  }

  private void happen(Fault fault) {
    Owner owner = choices.anyOf(world.owners);
    String counter = choices.anyOf(counters);
    SimulatedLog log = choices.anyOf(world.liveLogs());
    if (world.operator.avoids(fault)) {
      return;
    }
    switch (fault) {
      case ABORT -> end(owner, Coverage.Event.ABORT);
      case CRASH -> end(owner, Coverage.Event.CRASH);
      case TAKEOVER -> takeOver(log);
      case COMMIT_RESPONSE_LOST -> {
        if (owner.commitUnheard()) {
          end(owner, Coverage.Event.COMMIT_RESPONSE_LOST);
        }
      }
      case EVICTION -> owner.evict();
      case VALUE_EDIT -> world.otherWriters.editValue(counter, someValue(counter));
      case VERSION_EDIT -> world.otherWriters.editVersion(counter, someState(counter));
      case REPLACEMENT -> world.otherWriters.replace(counter, someValue(counter));
      case DELETION -> world.operator.delete(counter);
      case DAMAGE -> world.otherWriters.damage(counter);
      case CURE -> world.otherWriters.cure(counter);
      case RESTORATION -> world.otherWriters.restore(counter);
      case EXPIRY -> world.table.expire(counter);
      case OTHER_ATTRIBUTES -> world.table.describe(counter, choices.chance(30));
      case RECREATION -> world.operator.recreate(log);
      case LOSS_BY_ELECTION -> loseByElection(log);
      case LOSS_OF_THE_LAST_RECORD -> loseTheLastRecord(log);
      case RESET -> world.operator.reset(log);
      case DECIDED_OFFSET_LOSS -> world.operator.loseDecidedOffset(log);
      default -> throw new IllegalStateException(fault.name());
    }
  }

  /** The task is closed; if it was the owner, the next one starts at the committed offset. */
  private void end(Owner owner, Coverage.Event how) {
    world.met(how);
    if (world.network.carriesWriteOf(owner)) {
      world.met(Coverage.Event.CRASH_WITH_PUTS_IN_FLIGHT);
    }
    boolean owned = !owner.isZombie();
    owner.close("ends by " + how);
    if (owned) {
      world.takeOver(owner.log());
    }
  }

  private void takeOver(SimulatedLog log) {
    if (world.bearsAnotherZombie()) {
      world.met(Coverage.Event.TAKEOVER_WITH_A_LIVE_ZOMBIE);
      world.takeOver(log);
    }
  }

  /** A broker that lacks acknowledged records becomes the leader. */
  private void loseByElection(SimulatedLog log) {
    if (log.losable() > 0) {
      world.met(Coverage.Event.RECORDS_LOST_BY_AN_ELECTION);
      lose(log, 1 + choices.below(log.losable()));
      log.elect();
    }
  }

  /** The last record is lost and nobody notices: a cluster that was restored from a backup. */
  private void loseTheLastRecord(SimulatedLog log) {
    if (log.losable() > 0 && log.isAtItsTip()) {
      world.met(Coverage.Event.LAST_RECORD_LOST_WITHOUT_AN_ELECTION);
      lose(log, 1);
    }
  }

  private void lose(SimulatedLog log, int records) {
    for (Owner owner : List.copyOf(world.owners)) {
      if (owner.log() == log) {
        owner.close("ends: its log loses records");
      }
    }
    log.lose(records);
    world.say("%s loses %d records and ends at %d", log.source(), records, log.end());
    world.takeOver(log);
  }

  private long someValue(String counter) {
    return world.table.state(counter).value() + choices.around(2);
  }

  private CounterState someState(String counter) {
    long version = world.table.state(counter).version() + choices.around(2);
    return new CounterState(someValue(counter), Math.max(1, version));
  }
}

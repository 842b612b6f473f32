package counterstream.decide;

import counterstream.contract.CounterState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One schedule: logs, their owners, the table and whatever can go wrong between them, in an order
 * that the seed decides. One thread, no clock: the same seed gives the same schedule.
 *
 * <p>Each schedule has its own kinds of faults and its own rate of them, so that some are calm and
 * some concentrate on one thing.
 */
final class Simulation {
  private static final int DRAIN_STEPS_MAX = 20_000;
  private static final int ZOMBIES_MAX = 3;

  private final World world;
  private final Sender sender;
  private final List<String> counters = new ArrayList<>();
  private final Set<Fault> faults;
  private final int faultPercent;
  private final boolean sharedCounters;
  private int commandsLeft;

  /** What can go wrong beside the network. */
  private enum Fault {
    ABORT,
    CRASH,
    TAKEOVER,
    COMMIT_ANSWER_LOST,
    EVICTION,
    VALUE_EDIT,
    VERSION_EDIT,
    REPLACEMENT,
    DELETION,
    RECREATION
  }

  private Simulation(World world) {
    this.world = world;
    this.sender = new Sender(world);
    int names = world.random.nextInt(1, 4);
    for (int i = 0; i < names; i++) {
      counters.add("c" + i);
    }
    this.sharedCounters = world.chance(50);
    this.commandsLeft = world.random.nextInt(1, 25);
    this.faults = someOf(EnumSet.allOf(Fault.class));
    this.faultPercent = world.random.nextInt(15);
    world.network.fails(someOf(EnumSet.allOf(Network.Fault.class)), world.random.nextInt(50));
    int logs = world.random.nextInt(1, 3);
    for (int partition = 0; partition < logs; partition++) {
      open(new SimulatedLog(new LogSource("T0", partition)));
    }
  }

  /** Runs a schedule and tells what it violated. */
  static List<Audit.Violation> run(long seed, Rules rules, Coverage coverage, Trace trace) {
    World world = new World(seed, rules, coverage, trace);
    try {
      Simulation simulation = new Simulation(world);
      simulation.fault();
      simulation.drain();
      world.audit.finish();
    } catch (RuntimeException broken) {
      world.audit.violated(Audit.Invariant.SOUND, broken + " at " + broken.getStackTrace()[0]);
    }
    return world.audit.violations();
  }

  private <F extends Enum<F>> Set<F> someOf(EnumSet<F> all) {
    EnumSet<F> some = EnumSet.copyOf(all);
    some.removeIf(unused -> world.chance(60));
    return some;
  }

  private void open(SimulatedLog log) {
    world.logs.add(log);
    world.takeOver(log);
  }

  private Stream<SimulatedLog> liveLogs() {
    return world.logs.stream().filter(log -> !log.isDeleted());
  }

  private void fault() {
    int steps = world.random.nextInt(20, 200);
    for (int i = 0; i < steps; i++) {
      world.tick();
      if (!faults.isEmpty() && world.chance(faultPercent)) {
        happen(world.anyOf(List.copyOf(faults)));
      } else {
        work();
      }
    }
  }

  /** No new faults: all that is on its way arrives, and zombies live until they learn better. */
  private void drain() {
    world.say("no more faults");
    world.network.fails(EnumSet.noneOf(Network.Fault.class), 0);
    commandsLeft = 0;
    for (int i = 0; i < DRAIN_STEPS_MAX; i++) {
      if (world.logs.stream().allMatch(SimulatedLog::isDone) && world.network.isEmpty()) {
        return;
      }
      world.tick();
      work();
    }
    world.audit.violated(Audit.Invariant.ENDS, "not drained after " + DRAIN_STEPS_MAX + " steps");
  }

  private void work() {
    int kind = world.random.nextInt(100);
    if (kind < 30) {
      world.network.carryRequest();
    } else if (kind < 40) {
      world.network.deliverReply();
    } else if (kind < 52) {
      append();
    } else {
      work(world.anyOf(world.owners), kind);
    }
  }

  private void work(Owner owner, int kind) {
    if (kind < 68) {
      owner.submit(world.random.nextInt(1, 6));
    } else if (kind < 92) {
      owner.process();
    } else {
      commit(owner);
    }
  }

  private void append() {
    if (commandsLeft-- <= 0) {
      return;
    }
    SimulatedLog log = world.anyOf(liveLogs().toList());
    String counter = sharedCounters
        ? world.anyOf(counters)
        : counters.get(log.source().partition() % counters.size());
    int gap = world.chance(10) ? world.random.nextInt(1, 200) : 0;
    if (gap > 0) {
      world.met(Coverage.Event.OFFSET_GAP);
    }
    LoggedCommand logged = log.append(sender.next(counter), gap);
    world.say("%s gets %d: %s", log.source(), logged.offset(), logged.command());
    if (isOfTwoLogs(counter)) {
      world.met(Coverage.Event.COUNTER_OF_TWO_LOGS);
    }
  }

  private boolean isOfTwoLogs(String counter) {
    return liveLogs()
            .filter(log -> log.commands().stream()
                .anyMatch(logged -> logged.command().counter().equals(counter)))
            .count()
        > 1;
  }

  private void commit(Owner owner) {
    if (owner.commit()) {
      owner.learnsOfCommit();
    }
  }

  private void happen(Fault fault) {
    Owner owner = world.anyOf(world.owners);
    String counter = world.anyOf(counters);
    switch (fault) {
      case ABORT -> end(owner, Coverage.Event.ABORT);
      case CRASH -> end(owner, Coverage.Event.CRASH);
      case TAKEOVER -> takeOver(world.anyOf(liveLogs().toList()));
      case COMMIT_ANSWER_LOST -> {
        if (owner.commit()) {
          end(owner, Coverage.Event.COMMIT_ANSWER_LOST);
        }
      }
      case EVICTION -> owner.evict();
      case VALUE_EDIT -> world.table.editValue(counter, someValue(counter));
      case VERSION_EDIT -> world.table.editVersion(counter, someState(counter));
      case REPLACEMENT -> world.table.replace(counter, someValue(counter));
      case DELETION -> world.table.delete(counter);
      case RECREATION -> recreate(world.anyOf(liveLogs().toList()));
      default -> throw new IllegalStateException(fault.name());
    }
  }

  /** The task is closed; if it was the owner, the next one begins at the committed offset. */
  private void end(Owner owner, Coverage.Event how) {
    world.met(how);
    if (world.network.carriesPutOf(owner)) {
      world.met(Coverage.Event.CRASH_WITH_PUTS_IN_FLIGHT);
    }
    boolean owned = !owner.isZombie();
    owner.close("ends by " + how);
    if (owned) {
      world.takeOver(owner.log());
    }
  }

  private void takeOver(SimulatedLog log) {
    if (world.owners.stream().filter(Owner::isZombie).count() < ZOMBIES_MAX) {
      world.met(Coverage.Event.TAKEOVER_WITH_A_LIVE_ZOMBIE);
      world.takeOver(log);
    }
  }

  private void recreate(SimulatedLog log) {
    world.met(Coverage.Event.TOPIC_RECREATED);
    log.delete();
    LogSource source = new LogSource("T" + world.logs.size(), log.source().partition());
    world.say("%s is deleted and made anew as %s", log.source(), source);
    open(new SimulatedLog(source));
  }

  private long someValue(String counter) {
    return world.table.state(counter).value() + world.random.nextLong(-1, 3);
  }

  private CounterState someState(String counter) {
    long version = world.table.state(counter).version() + world.random.nextLong(-1, 3);
    return new CounterState(someValue(counter), Math.max(1, version));
  }
}

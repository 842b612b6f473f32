package counterstream.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What everybody in one schedule shares: chance, the clock, logs, owners, table and network. */
final class World {
  final SplittableRandom random;
  final Rules rules;
  final Coverage coverage;
  final Trace trace;
  final Limits limits;
  final Audit audit;
  final SimulatedTable table;
  final Network network;
  final Protocol protocol;

  /** Every log there ever was; deleted ones too. */
  final List<SimulatedLog> logs = new ArrayList<>();

  /** Owners and zombies that are not closed. */
  final List<Owner> owners = new ArrayList<>();

  private long now;
  private int lives;

  World(long seed, Rules rules, Coverage coverage, Trace trace) {
    this.random = new SplittableRandom(seed);
    this.rules = rules;
    this.coverage = coverage;
    this.trace = trace;
    int[] folds = {1, 2, 3, 1000};
    int[] journals = {64, 80, 100, 4096};
    this.limits = new Limits(folds[random.nextInt(4)], journals[random.nextInt(4)]);
    this.audit = new Audit(this);
    this.table = new SimulatedTable(this);
    this.network = new Network(this);
    this.protocol = rules.protocol().apply(this::command);
  }

  /** The schedule's clock, in steps. */
  long now() {
    return now;
  }

  void tick() {
    now++;
  }

  void met(Coverage.Event event) {
    coverage.met(event);
  }

  void say(String format, Object... arguments) {
    trace.add(now, format, arguments);
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  <T> T anyOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** A new life takes a log over; an earlier one that is not closed becomes a zombie. */
  void takeOver(SimulatedLog log) {
    Owner owner = new Owner(this, log, ++lives);
    log.ownedBy(owner);
    owners.add(owner);
    say("%s begins at %d", owner, log.committed());
  }

  private LoggedCommand command(LogPosition position) {
    for (SimulatedLog log : logs) {
      if (log.source().equals(position.source())) {
        return log.commands().get(log.indexFrom(position.offset()));
      }
    }
    throw new IllegalArgumentException("no log " + position.source());
  }
}

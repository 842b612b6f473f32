package io.counterstream.core;

import io.counterstream.core.table.TrimmingTable;
import java.util.ArrayList;
import java.util.List;

/** The shared parts of one schedule: choices, clock, logs, owners, table and network. */
final class World {
  private static final int ZOMBIES_MAX = 3;
  private static final int KNOWS_ANOTHER_LOG_PERCENT = 60;
  private static final List<Integer> BATCHES = List.of(1, 2, 3, 1000);
  private static final List<Integer> JOURNALS = List.of(4096, 100, 80, 64);

  final Choices choices;
  final Rules rules;
  final Coverage coverage;
  final Trace trace;
  final Limits limits;
  final SimulationAudit audit;
  final SimulatedTable table;
  final OtherWriters otherWriters;
  final Network network;
  final Operator operator;
  final Protocol protocol;

  /** Every log that was created, deleted ones included. */
  final List<SimulatedLog> logs = new ArrayList<>();

  /** Owners and zombies that are not closed. */
  final List<Owner> owners = new ArrayList<>();

  private long now;
  private int lives;

  World(Choices choices, Rules rules, Coverage coverage, Trace trace) {
    this.choices = choices;
    this.rules = rules;
    this.coverage = coverage;
    this.trace = trace;
    this.limits = new Limits(choices.anyOf(BATCHES), choices.anyOf(JOURNALS));
    this.audit = new SimulationAudit(this);
    this.table = new SimulatedTable(this);
    this.otherWriters = new OtherWriters(this);
    this.network = new Network(this);
    this.operator = new Operator(this);
    this.protocol = rules.protocol();
    say("%s", limits);
  }

  /** The schedule's clock, in steps. */
  long now() {
    return now;
  }

  void tick() {
    now++;
  }

  boolean takes(Shortcut shortcut) {
    return rules.shortcut() == shortcut;
  }

  void met(Coverage.Event event) {
    coverage.met(event);
  }

  void say(String format, Object... arguments) {
    trace.add(now, format, arguments);
  }

  List<SimulatedLog> liveLogs() {
    return logs.stream().filter(log -> !log.isDeleted()).toList();
  }

  /** Whether one more owner may become a zombie. */
  boolean bearsAnotherZombie() {
    return owners.stream().filter(Owner::isZombie).count() < ZOMBIES_MAX;
  }

  /** A put as the processor sends it. */
  ConditionalPut trimmed(ConditionalPut put) {
    return TrimmingTable.trimmed(put, this::neededFrom);
  }

  /** What a processor knows of another log; nothing, if its last look was too long ago. */
  private long neededFrom(LogSource source) {
    if (!choices.chance(KNOWS_ANOTHER_LOG_PERCENT)) {
      return 0;
    }
    for (SimulatedLog log : logs) {
      if (log.source().equals(source)) {
        met(Coverage.Event.JOURNAL_OF_ANOTHER_LOG_TRIMMED);
        boolean all = log.isDeleted() || takes(Shortcut.TRIMS_OTHER_LOGS_BEYOND_THE_DECIDED_OFFSET);
        return all ? Long.MAX_VALUE : log.decidedOffset().of(source).offset();
      }
    }
    return 0;
  }

  /** Whether nothing is left of the time in which an item was written. */
  boolean hasOutlived(CounterItem item) {
    return logs.stream().allMatch(log -> log.isDeleted() || isCommitted(log, item))
        && owners.stream().noneMatch(Owner::isZombie)
        && !network.carriesWriteTo(item.counter());
  }

  private static boolean isCommitted(SimulatedLog log, CounterItem item) {
    return item.progressOf(log.source())
        .map(progress -> progress.offset() < log.committed())
        .orElse(true);
  }

  /** A log begins. */
  void open(SimulatedLog log) {
    logs.add(log);
    takeOver(log);
  }

  /** A new owner takes a log over; the previous one becomes a zombie, unless it is closed. */
  void takeOver(SimulatedLog log) {
    Owner owner = new Owner(this, log, ++lives);
    log.ownedBy(owner);
    owners.add(owner);
    say("%s starts at %d", owner, log.committed());
  }
}

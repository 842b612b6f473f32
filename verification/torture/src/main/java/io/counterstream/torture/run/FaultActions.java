package io.counterstream.torture.run;

import io.counterstream.torture.cluster.ProcessorNode;
import io.counterstream.torture.load.TortureLoad;
import io.counterstream.torture.proxy.ConnectionFault;
import io.counterstream.torture.proxy.FaultType;
import io.counterstream.torture.proxy.TableFault;
import io.counterstream.torture.proxy.TableFault.Wait;
import io.counterstream.torture.schedule.InjectedFault;
import io.counterstream.torture.schedule.PlannedFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;

/** Injects faults. Each call returns when the fault is over and undone. */
final class FaultActions {
  private static final Wait NO_WAIT = new Wait(0, 0);

  /** From below to above the time-out of the processors. */
  private static final Wait SLOW = new Wait(50, 1800);

  /** Far above the time-out of the processors and the duration of a takeover. */
  private static final Wait HELD = new Wait(2500, 9000);

  private static final int BAD_RECORDS = 25;
  private static final int GATHER_MILLIS = 400;
  private static final long POLL_MILLIS = 50;
  private static final long STEP_SECONDS = 3600;

  /** Long enough for a busy machine, on which a JVM starts slowly. */
  private static final Duration WORKING_MAX = Duration.ofSeconds(40);

  /** A fault of the table that affects no request is none. */
  private static final Duration AFFECTED_MAX = Duration.ofSeconds(10);

  private final TortureDeployment deployment;
  private final OperatorActions operators;
  private final TortureLoad load;
  private final Console console;
  private final SteppedClock clock;
  private final ReadWriteLock active = new ReentrantReadWriteLock(true);
  private final Queue<InjectedFault> injected = new ConcurrentLinkedQueue<>();

  FaultActions(
      TortureDeployment deployment, OperatorActions operators, TortureLoad load, Console console) {
    this.deployment = deployment;
    this.operators = operators;
    this.load = load;
    this.console = console;
    this.clock = new SteppedClock(deployment.directory());
  }

  /** Returns what processors did that they must not do. */
  List<String> violations() {
    return operators.violations();
  }

  /** Whether clocks can be stepped on this machine. */
  boolean stepsClocks() {
    return clock.isInstalled();
  }

  /** Returns the faults that have started so far. */
  List<InjectedFault> injected() {
    return List.copyOf(injected);
  }

  /**
   * Injects a fault; one that is exclusive waits until all others are over, and they for it.
   *
   * @param inTime whether it is to be injected when it has waited
   */
  void run(PlannedFault fault, BooleanSupplier inTime) throws InterruptedException {
    Lock lock = fault.kind().isExclusive() ? active.writeLock() : active.readLock();
    lock.lockInterruptibly();
    try {
      if (inTime.getAsBoolean()) {
        inject(fault);
      }
    } finally {
      lock.unlock();
    }
  }

  private void inject(PlannedFault fault) throws InterruptedException {
    switch (fault.kind()) {
      case PROCESSOR_KILLED -> killProcessor(fault);
      case PROCESSOR_STOPPED -> stopProcessor(fault);
      case PROCESSOR_FROZEN -> freezeProcessor(fault);
      case PUTS_OUTLIVE_OWNER -> killWithPutsHeld(fault);
      case PROCESSOR_ADDED -> addProcessor(fault);
      case PROCESSOR_CLOCK_STEPPED -> stepClock(fault);
      case BROKER_KILLED -> killBroker(fault);
      case BROKER_FROZEN -> freezeBroker(fault);
      case BROKER_CONNECTIONS_RESET -> connections(fault, ConnectionFault.RESET);
      case BROKER_CONNECTIONS_HALF_OPEN -> connections(fault, ConnectionFault.HALF_OPEN);
      case BROKER_REQUESTS_HELD -> connections(fault, ConnectionFault.REQUESTS_HELD);
      case BROKER_RESPONSES_HELD -> connections(fault, ConnectionFault.RESPONSES_HELD);
      case TABLE_UNREACHABLE -> shutTable(fault);
      case TABLE_FAILS -> table(fault, List.of(FaultType.FAILED), 90, NO_WAIT);
      case TABLE_THROTTLES -> table(fault, List.of(FaultType.THROTTLED), 80, NO_WAIT);
      case TABLE_SLOW -> table(fault, List.of(FaultType.SLOWED), 80, SLOW);
      case RESPONSES_LOST -> table(fault, List.of(FaultType.RESPONSE_LOST), 50, NO_WAIT);
      case CONNECTIONS_CLOSED ->
        table(fault, List.of(FaultType.CUT_BEFORE, FaultType.CUT_AMID), 50, NO_WAIT);
      case PUTS_DELAYED -> table(fault, List.of(FaultType.HELD), 15, HELD);
      case BAD_RECORDS -> {
        say("clients", fault, BAD_RECORDS + " of them");
        load.addBad(BAD_RECORDS);
      }
      default -> {
        note(fault);
        operators.run(fault);
      }
    }
  }

  private void killProcessor(PlannedFault fault) throws InterruptedException {
    ProcessorNode node = deployment.processor(fault.target());
    say(node.name(), fault, "started again after " + lasts(fault));
    node.kill();
    Thread.sleep(fault.lastsMillis());
    startAndAwait(node, fault);
  }

  private void stopProcessor(PlannedFault fault) throws InterruptedException {
    ProcessorNode node = deployment.processor(fault.target());
    say(node.name(), fault, "started again after " + lasts(fault));
    node.terminate()
        .filter(status -> status != 0)
        .ifPresent(
            status -> console.say(node.name(), "ended with status " + status + " on SIGTERM"));
    Thread.sleep(fault.lastsMillis());
    startAndAwait(node, fault);
  }

  private void freezeProcessor(PlannedFault fault) throws InterruptedException {
    Duration time = TortureDeployment.SESSION_TIMEOUT.plusMillis(1000 + fault.lastsMillis());
    ProcessorNode node = deployment.processor(fault.target());
    say(node.name(), fault, "after " + Console.seconds(time));
    node.freeze(time);
    startAndAwait(node, fault);
  }

  private void killWithPutsHeld(PlannedFault fault) throws InterruptedException {
    ProcessorNode node = deployment.processor(fault.target());
    say(node.name(), fault, "started again after " + lasts(fault));
    deployment
        .proxy()
        .fault(fault.target(), new TableFault(List.of(FaultType.HELD), 100, HELD, fault.random()));
    try {
      Thread.sleep(GATHER_MILLIS);
      node.kill();
      Thread.sleep(fault.lastsMillis());
    } finally {
      deployment.proxy().fault(fault.target(), TableFault.NONE);
    }
    startAndAwait(node, fault);
  }

  /** Waits until the processor writes again: a fault that hits an idle processor is none. */
  private void startAndAwait(ProcessorNode node, PlannedFault fault) throws InterruptedException {
    long before = deployment.proxy().puts(fault.target());
    node.start();
    await(WORKING_MAX, () -> deployment.proxy().puts(fault.target()) > before);
  }

  private static void await(Duration timeout, BooleanSupplier condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() - deadline < 0) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  private void addProcessor(PlannedFault fault) throws InterruptedException {
    ProcessorNode node = deployment.processor(fault.target());
    say(node.name(), fault, "after " + lasts(fault));
    node.start();
    Thread.sleep(fault.lastsMillis());
    node.terminate();
  }

  private void killBroker(PlannedFault fault) throws InterruptedException {
    String name = "broker-" + fault.target();
    deployment.awaitBrokers();
    say(name, fault, "started again after " + lasts(fault));
    long start = System.nanoTime();
    deployment.brokers().kill(fault.target());
    Thread.sleep(fault.lastsMillis());
    deployment.brokers().start(fault.target());
    deployment.awaitBrokers();
    console.say(
        name,
        "is running again, all replicas in sync "
            + Console.seconds(Duration.ofNanos(System.nanoTime() - start)) + " after the kill");
  }

  private void freezeBroker(PlannedFault fault) throws InterruptedException {
    String name = "broker-" + fault.target();
    deployment.awaitBrokers();
    say(name, fault, "after " + lasts(fault));
    deployment.brokers().freeze(fault.target(), Duration.ofMillis(fault.lastsMillis()));
    deployment.awaitBrokers();
  }

  /** Returns when each partition makes progress again. */
  private void connections(PlannedFault fault, ConnectionFault type) throws InterruptedException {
    say("broker-" + fault.target(), fault, "for " + lasts(fault));
    deployment.brokers().connections(fault.target(), type);
    try {
      Thread.sleep(fault.lastsMillis());
    } finally {
      deployment.brokers().connections(fault.target(), ConnectionFault.NONE);
    }
    int probe = load.probe(TortureDeployment.PARTITIONS);
    await(WORKING_MAX, () -> load.probes().haveOutcomes(probe, TortureDeployment.PARTITIONS));
  }

  /** A processor whose clock jumps, and back again when the fault is over. */
  private void stepClock(PlannedFault fault) throws InterruptedException {
    if (!clock.isInstalled()) {
      return;
    }
    ProcessorNode node = deployment.processor(fault.target());
    Duration step = Duration.ofSeconds(fault.random().nextLong(-STEP_SECONDS, STEP_SECONDS));
    say(node.name(), fault, "by " + step.toSeconds() + " s for " + lasts(fault));
    node.terminate();
    Map<String, String> environment = clock.environment(fault.target());
    clock.step(fault.target(), Duration.ZERO);
    long before = deployment.proxy().puts(fault.target());
    node.start(List.of(), environment);
    await(WORKING_MAX, () -> deployment.proxy().puts(fault.target()) > before);
    clock.step(fault.target(), step);
    Thread.sleep(fault.lastsMillis());
    clock.step(fault.target(), Duration.ZERO);
    startAndAwait(node, fault);
    node.terminate();
    startAndAwait(node, fault);
  }

  private void shutTable(PlannedFault fault) throws InterruptedException {
    say("table", fault, "for " + lasts(fault));
    deployment.proxy().shut();
    try {
      Thread.sleep(fault.lastsMillis());
    } finally {
      deployment.proxy().open();
    }
  }

  private void table(PlannedFault fault, List<FaultType> types, int percent, Wait wait)
      throws InterruptedException {
    say("table", fault, percent + "% of requests, for " + lasts(fault));
    long before = affected(types);
    deployment.proxy().fault(new TableFault(types, percent, wait, fault.random()));
    try {
      await(AFFECTED_MAX, () -> affected(types) > before);
      Thread.sleep(fault.lastsMillis());
    } finally {
      deployment.proxy().fault(TableFault.NONE);
    }
  }

  private long affected(List<FaultType> types) {
    Map<FaultType, Long> counts = deployment.proxy().counts();
    return types.stream().mapToLong(counts::get).sum();
  }

  /** Notes and prints that the fault starts. */
  private void say(String who, PlannedFault fault, String details) {
    note(fault);
    console.say(who, fault.kind().label() + "; " + details);
  }

  private void note(PlannedFault fault) {
    injected.add(new InjectedFault(fault.kind(), System.nanoTime()));
  }

  private static String lasts(PlannedFault fault) {
    return Console.seconds(Duration.ofMillis(fault.lastsMillis()));
  }
}

package io.counterstream.processor.simulation;

import io.counterstream.core.Choices;
import io.counterstream.core.EventCounts;
import io.counterstream.core.Odds;
import io.counterstream.core.Trace;
import io.counterstream.core.Violation;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * One schedule: the real engine, stream and offsets classes over a simulated cluster and table, and
 * faults in an order that the choices decide. One thread, no clock: the same choices give the same
 * schedule.
 */
final class StreamSimulation {
  private static final int CALM_ROUNDS_MAX = 1_000;
  private static final int CALM_ROUNDS_WITH_COMMANDS = 90;
  private static final int CALM_ROUNDS_BETWEEN_COMMANDS = 30;
  private static final int CALM_REJOINS_MAX = 20;
  private static final Duration CALM_ROUND = Duration.ofMillis(200);
  private static final List<Duration> FREEZES =
      List.of(Duration.ofMillis(300), Duration.ofSeconds(7), Duration.ofSeconds(20));
  private static final List<Duration> PAUSES =
      List.of(Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofSeconds(4));

  private final SimulatedDeployment deployment;
  private final Choices choices;
  private final CommandSender sender;
  private final Odds<Fault> odds;

  /** Faults besides those of requests to the table. */
  private enum Fault {
    KILL,
    SHUT_DOWN,
    FREEZE,
    REBALANCE,
    VALUE_EDIT,
    RESET,
    DECIDED_OFFSET_LOSS,
    TOPIC_RECREATION,
    RECORDS_DELETION
  }

  private StreamSimulation(Choices choices, EventCounts<StreamEvent> events, Trace trace) {
    this.choices = choices;
    this.deployment = new SimulatedDeployment(choices, events, trace, this::event);
    this.sender = new CommandSender(deployment);
    this.odds = choices.odds(Fault.class, 15);
  }

  /** Runs a schedule and returns what it violated. */
  static List<Violation> run(Choices choices, EventCounts<StreamEvent> events, Trace trace) {
    StreamSimulation simulation = new StreamSimulation(choices, events, trace);
    StreamAudit audit = simulation.deployment.audit;
    try {
      while (choices.nextStep()) {
        simulation.anything();
      }
      simulation.calmDown();
      audit.finish();
    } catch (RuntimeException broken) {
      audit.violated(StreamInvariant.SOUND, broken + " at " + broken.getStackTrace()[0]);
    }
    return audit.violations();
  }

  /** One thing happens, also while an instance blocks. */
  private void event() {
    if (choices.nextStep()) {
      anything();
    } else {
      calmRound();
    }
  }

  private void anything() {
    deployment.step();
    choices.fault(odds).ifPresentOrElse(this::happen, this::work);
  }

  private void work() {
    switch (choices.weighted(46, 22, 6, 14, 12)) {
      case 0 -> run(choices.below(deployment.instances().size()));
      case 1 -> deployment.requests.carry();
      case 2 -> deployment.requests.deliverDelayed();
      case 3 -> sender.send();
      default -> deployment.pass(choices.anyOf(PAUSES));
    }
  }

  private void run(int instance) {
    deployment.instances().get(instance).step();
  }

  private void happen(Fault fault) {
    ProcessorInstance instance = choices.anyOf(deployment.instances());
    TopicPartition partition = choices.anyOf(deployment.kafka.partitions());
    switch (fault) {
      case KILL -> {
        deployment.met(StreamEvent.KILL);
        deployment.kill(instance);
        deployment.start();
      }
      case SHUT_DOWN -> {
        if (instance.isIdle()) {
          deployment.met(StreamEvent.SHUT_DOWN);
          instance.shutDown();
          deployment.remove(instance);
          deployment.start();
        }
      }
      case FREEZE -> {
        if (!instance.isIdle()) {
          deployment.met(StreamEvent.FREEZE_WITHIN_A_CALL);
        }
        Duration length = choices.anyOf(FREEZES);
        deployment.say("%s freezes for %s", instance, length);
        instance.freeze(length);
      }
      case REBALANCE -> deployment.kafka.membership().rebalance();
      case VALUE_EDIT -> {
        String counter = sender.anyCounter();
        long value = deployment.items.state(counter).value();
        deployment.items.edit(counter, value + choices.around(2));
      }
      case RESET -> deployment.operator.reset(partition);
      case DECIDED_OFFSET_LOSS -> deployment.operator.loseDecidedOffset(partition);
      case TOPIC_RECREATION -> deployment.operator.recreateTopic();
      case RECORDS_DELETION -> deployment.operator.deleteRecords(partition);
      default -> throw new IllegalStateException(fault.name());
    }
  }

  /** No new faults: everything arrives, and zombies run until they are fenced. */
  private void calmDown() {
    deployment.say("no more faults");
    deployment.takeRejoined();
    for (int round = 0; round < CALM_ROUNDS_MAX; round++) {
      if (round % CALM_ROUNDS_BETWEEN_COMMANDS == 0 && round < CALM_ROUNDS_WITH_COMMANDS) {
        // A group that was set to the end of its log is noticed with the next record.
        deployment.kafka.logs().forEach(sender::send);
      }
      if (deployment.audit.isComplete() && deployment.requests.isEmpty()) {
        break;
      }
      calmRound();
    }
    if (!deployment.audit.isComplete()) {
      deployment.audit.violated(
          StreamInvariant.ENDS, "not done after " + CALM_ROUNDS_MAX + " rounds");
    }
    int rejoined = deployment.takeRejoined();
    if (rejoined > CALM_REJOINS_MAX) {
      deployment.audit.violated(StreamInvariant.SETTLES, "joined again " + rejoined + " times");
    }
  }

  private void calmRound() {
    deployment.step();
    deployment.pass(CALM_ROUND);
    deployment.requests.carryAll();
    for (ProcessorInstance instance : List.copyOf(deployment.instances())) {
      instance.step();
    }
  }
}

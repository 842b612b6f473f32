package io.counterstream.processor.simulation;

import io.counterstream.contract.Topics;
import io.counterstream.core.Choices;
import io.counterstream.core.EventCounts;
import io.counterstream.core.Odds;
import io.counterstream.core.Trace;
import io.counterstream.core.Violation;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * One schedule: the real engine, stream and offsets classes over a simulated cluster and table, and
 * faults in an order that the choices decide. One thread, no clock: the same choices give the same
 * schedule.
 */
final class StreamSimulation {
  private static final int CALM_ROUNDS_MAX = 1_000;
  private static final int CALM_COMMANDS = 3;
  private static final int CALM_REJOINS_MAX = 30;
  private static final int RECORDS_AFTER_TRUNCATION_MAX = 12;
  private static final Duration CALM_ROUND = Duration.ofMillis(200);
  private static final Duration CALM_BETWEEN_COMMANDS = Duration.ofSeconds(6);
  private static final Duration CALM_UNTIL_CURE = Duration.ofSeconds(60);

  /** After this, a partition goes on whose item was cured before the first look at it. */
  private static final List<Duration> FREEZES =
      List.of(Duration.ofMillis(300), Duration.ofSeconds(7), Duration.ofSeconds(20));

  private static final List<Duration> PAUSES =
      List.of(Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofSeconds(4));

  private static final List<String> TOPICS = Stream.concat(
          Topics.DEFAULT.all().stream(), Stream.of(CommandLog.REPLIES))
      .toList();

  private final SimulatedDeployment deployment;
  private final Choices choices;
  private final CommandSender sender;
  private final Odds<Fault> odds;
  private final boolean failsAtLast;

  /** Faults besides those of requests to the table. */
  private enum Fault {
    KILL,
    SHUT_DOWN,
    FREEZE,
    REBALANCE,
    LEADER_LOSS,
    VALUE_EDIT,
    ITEM_FAULT,
    OTHER_ATTRIBUTE_EDIT,
    ITEM_EXPIRY,
    RESET,
    DECIDED_OFFSET_LOSS,
    TOPIC_RECREATION,
    RECORDS_DELETION,
    TRUNCATION,
    OFFSETS_EXPIRY,
    APPLICATION_ID_CHANGE,
    WINDOW_CHANGE
  }

  private StreamSimulation(Choices choices, EventCounts<StreamEvent> events, Trace trace) {
    this.choices = choices;
    this.deployment = new SimulatedDeployment(choices, events, trace, this::event);
    this.sender = new CommandSender(deployment);
    this.odds = choices.odds(Fault.class, 15);
    this.failsAtLast = choices.chance(10);
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
      case ITEM_FAULT -> deployment.items.breakOrCure(sender.anyCounter());
      case OTHER_ATTRIBUTE_EDIT -> deployment.items.editOtherAttribute(sender.anyCounter());
      case ITEM_EXPIRY -> deployment.items.expire(sender.anyCounter());
      default -> interfere(fault);
    }
  }

  /** Topics or offsets change. */
  private void interfere(Fault fault) {
    TopicPartition partition = choices.anyOf(deployment.kafka.partitions());
    switch (fault) {
      case RESET -> deployment.operator.reset(partition);
      case DECIDED_OFFSET_LOSS, OFFSETS_EXPIRY, APPLICATION_ID_CHANGE -> {
        if (!deployment.topicFaults.repeatsNeedTheWindow()) {
          loseOffsets(fault, partition);
        }
      }
      case TOPIC_RECREATION -> deployment.topicFaults.recreate();
      case RECORDS_DELETION -> deployment.topicFaults.deleteRecords(partition);
      case LEADER_LOSS -> {
        TopicPartition of = new TopicPartition(choices.anyOf(TOPICS), partition.partition());
        deployment.met(StreamEvent.LEADER_LOST_OR_FOUND);
        deployment.say("kafka: %s loses or finds a leader", of);
        deployment.kafka.leaders().loseOrFind(of);
      }
      case TRUNCATION -> {
        deployment.topicFaults.truncate(partition);
        for (int more = choices.below(RECORDS_AFTER_TRUNCATION_MAX); more > 0; more--) {
          sender.send(deployment.kafka.log(partition));
        }
      }
      case WINDOW_CHANGE -> deployment.operator.changeWindow();
      default -> throw new IllegalStateException(fault.name());
    }
  }

  private void loseOffsets(Fault fault, TopicPartition partition) {
    switch (fault) {
      case OFFSETS_EXPIRY -> deployment.operator.expireOffsets();
      case APPLICATION_ID_CHANGE -> deployment.operator.changeApplicationId();
      default -> deployment.operator.loseDecidedOffset(partition);
    }
  }

  /** No new faults: everything arrives, and zombies run until they are fenced. */
  private void calmDown() {
    deployment.say("no more faults");
    deployment.kafka.leaders().findAll();
    deployment.takeRejoined();
    if (failsAtLast) {
      failAtLast();
    }
    long beganNanos = deployment.nanoTime();
    long cureNanos = beganNanos + CALM_UNTIL_CURE.toNanos();
    int sent = 0;
    for (int round = 0; round < CALM_ROUNDS_MAX; round++) {
      long nextNanos = beganNanos + CALM_BETWEEN_COMMANDS.multipliedBy(sent).toNanos();
      if (sent < CALM_COMMANDS && deployment.nanoTime() >= nextNanos) {
        // A group that was set to the end of its log is noticed with the next record.
        deployment.kafka.logs().forEach(sender::send);
        sent++;
      }
      if (deployment.nanoTime() > cureNanos && deployment.items.cureAll()) {
        deployment.met(StreamEvent.ITEMS_CURED_AT_LAST);
        deployment.audit.checkOnlyFaultyItemsWait();
      }
      if (deployment.audit.isComplete() && deployment.requests.isEmpty()) {
        break;
      }
      calmRound();
      if (deployment.kafka.hasTransactionSince(beganNanos)) {
        deployment.takeRejoined(); // its offsets or results are waited for
      }
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

  /** A poll of commands that a thread waits for before it processes any of the other partition. */
  private void failAtLast() {
    deployment.items.fail(sender.lastCounter());
    for (int i = 0; i < ThreadConsumer.POLL_RECORDS_MAX; i++) {
      sender.send(deployment.kafka.logs().get(0), sender.lastCounter());
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

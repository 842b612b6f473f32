package io.counterstream.processor.simulation;

import io.counterstream.processor.engine.LogRewrittenException;
import io.counterstream.processor.offsets.DecidedOffsets;
import io.counterstream.processor.offsets.OffsetsResetException;
import io.counterstream.processor.offsets.OnAlreadyDecided;
import io.counterstream.processor.offsets.OnRecordsLost;
import io.counterstream.processor.repeats.RepeatSettings;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The person who runs the processors: resets and loses offsets, replaces processors that ended, and
 * follows the advice of those that stopped.
 */
final class StreamOperator {
  private static final Pattern SET =
      Pattern.compile("--group (\\S+) --topic (\\S+):(\\d+) --reset-offsets --to-offset (\\d+)");
  private static final Pattern DELETE =
      Pattern.compile("--group (\\S+) --topic (\\S+):(\\d+) --delete-offsets");

  private static final List<Integer> WINDOWS = List.of(12, 0, 5, 40);

  private final SimulatedDeployment deployment;
  private OnAlreadyDecided onDecided;
  private final boolean stopsAtLoss;

  /** The window where none is recorded, and the records that may be uncommitted, as in all logs. */
  private final int unrecordedWindow;

  private final int uncommittedMax;
  private int window;
  private int windowMin;
  private int windowMax;
  private boolean windowLost;
  private boolean offsetsChanged;
  /** Whether processors that start now may pass over records that were removed. */
  private boolean lossAccepted;

  /** Whether somebody changed offsets or topics, so that a processor has a reason to stop. */
  private boolean interfered;

  StreamOperator(SimulatedDeployment deployment) {
    this.deployment = deployment;
    this.onDecided = deployment.choices.chance(30) ? OnAlreadyDecided.SKIP : OnAlreadyDecided.STOP;
    this.stopsAtLoss = deployment.choices.chance(30);
    this.unrecordedWindow = deployment.choices.anyOf(WINDOWS);
    this.uncommittedMax = 2 + deployment.choices.below(10);
    this.window = unrecordedWindow;
    this.windowMin = window;
    this.windowMax = window;
  }

  /** The setting {@code on.records.lost} of processors that start now. */
  OnRecordsLost onRecordsLost() {
    return stopsAtLoss && !lossAccepted ? OnRecordsLost.STOP : OnRecordsLost.CONTINUE;
  }

  /** The setting {@code on.already.decided} of processors that start now. */
  OnAlreadyDecided onDecided() {
    return onDecided;
  }

  /** The setting {@code repeats.window} of processors that start now. */
  RepeatSettings repeats() {
    return new RepeatSettings(window, unrecordedWindow, uncommittedMax);
  }

  /** Processors that start from now on look back further, or less far. */
  void changeWindow() {
    deployment.met(StreamEvent.WINDOW_CHANGED);
    window = deployment.choices.anyOf(WINDOWS);
    windowLost |= offsetsChanged
        && deployment.kafka.partitions().stream().anyMatch(deployment.kafka::isUndecided);
    windowMin = Math.min(windowMin, window);
    windowMax = Math.max(windowMax, window);
    deployment.say("operator: repeats.window is now %d", window);
  }

  /** The smallest window that was ever set. */
  int windowMin() {
    return windowMin;
  }

  /** The largest window that was ever set. */
  int windowMax() {
    return windowMax;
  }

  /** Whether the record of a changed window was lost: then owners may have different ones. */
  boolean isWindowLost() {
    return windowLost;
  }

  private void losesWindow() {
    offsetsChanged = true;
    windowLost |= windowMin != windowMax;
  }

  /** Somebody changed offsets or topics. */
  void interfered() {
    interfered = true;
  }

  /** Ends all instances, except frozen ones that the group has expelled; none is a member. */
  private int endAll() {
    int ended = 0;
    for (ProcessorInstance instance : List.copyOf(deployment.instances())) {
      if (instance.isFrozen()) {
        deployment.met(StreamEvent.OFFSETS_RESET_WITH_A_LIVE_ZOMBIE);
        instance.thread().member().ifPresent(deployment.kafka.membership()::leave);
      } else {
        kill(instance);
        ended++;
      }
    }
    return ended;
  }

  private int killAll() {
    List<ProcessorInstance> all = List.copyOf(deployment.instances());
    all.forEach(this::kill);
    return all.size();
  }

  private void kill(ProcessorInstance instance) {
    instance.thread().member().ifPresent(deployment.kafka.membership()::leave);
    deployment.kill(instance);
  }

  private void startAll(int count) {
    IntStream.range(0, count).forEach(each -> deployment.start());
  }

  /** Sets the group's offset to the past or the future. */
  void reset(TopicPartition partition) {
    long before = deployment.kafka.groupOffset(partition);
    CommandLog log = deployment.kafka.log(partition);
    long offset = deployment.choices.below((int) log.end() + 1);
    if (offset == before || deployment.kafka.isUnstable(deployment.kafka.group(), partition)) {
      return;
    }
    deployment.met(
        offset < before
            ? StreamEvent.OFFSETS_RESET_TO_THE_PAST
            : StreamEvent.OFFSETS_RESET_TO_THE_FUTURE);
    interfered = true;
    int ended = endAll();
    deployment.say("operator: %s is reset from %d to %d", partition, before, offset);
    set(deployment.kafka.group(), partition, offset);
    startAll(ended);
  }

  private void set(String group, TopicPartition partition, long offset) {
    if (group.equals(deployment.kafka.group()) && deployment.kafka.isUndecided(partition)) {
      deployment.audit.passedOver(
          deployment.kafka.log(partition), deployment.kafka.groupOffset(partition), offset);
    }
    deployment.topicFaults.epochUnknown(deployment.kafka.log(partition));
    losesWindow();
    deployment.kafka.setOffset(group, partition, new OffsetAndMetadata(offset));
  }

  /** The decided offset expires, or its group is deleted. */
  void loseDecidedOffset(TopicPartition partition) {
    if (deployment.kafka.offset(deployment.kafka.decidedGroup(), partition).isPresent()) {
      deployment.met(StreamEvent.DECIDED_OFFSET_LOST);
      interfered = true;
      delete(deployment.kafka.decidedGroup(), partition);
    }
  }

  /** Every processor is off for longer than the brokers keep the offsets of a group. */
  void expireOffsets() {
    deployment.met(StreamEvent.OFFSETS_EXPIRED);
    int ended = endAll();
    deployment.pass(SimulatedCluster.TRANSACTION_TIMEOUT.multipliedBy(2));
    deployment.say("kafka: all offsets expire");
    for (TopicPartition partition : deployment.kafka.partitions()) {
      deployment.kafka.deleteOffset(deployment.kafka.group(), partition);
      deployment.kafka.deleteOffset(deployment.kafka.decidedGroup(), partition);
    }
    forget();
    startAll(ended);
  }

  /** The processors get another {@code application.id}. */
  void changeApplicationId() {
    deployment.met(StreamEvent.APPLICATION_ID_CHANGED);
    int ended = killAll();
    deployment.kafka.changeApplicationId();
    deployment.say("operator: the application.id is now %s", deployment.kafka.group());
    forget();
    startAll(ended);
  }

  /** Nothing shows any more that the first records of a log without an outcome were removed. */
  private void forget() {
    losesWindow();
    for (CommandLog log : deployment.kafka.logs()) {
      deployment.topicFaults.epochUnknown(log);
      if (!deployment.audit.hasOutcome(log)) {
        deployment.audit.passedOver(log, 0, log.start());
      }
    }
  }

  private void delete(String group, TopicPartition partition) {
    deployment.say("%s of %s is deleted", partition, group);
    deployment.topicFaults.epochUnknown(deployment.kafka.log(partition));
    if (group.equals(deployment.kafka.decidedGroup())) {
      deployment.kafka.offset(group, partition).ifPresent(decided -> {
        CommandLog log = deployment.kafka.log(partition);
        boolean ofThisLog =
            DecidedOffsets.Committed.of(decided).log().equals(log.source().toString());
        long known = ofThisLog ? decided.offset() : 0;
        deployment.audit.passedOver(
            log, known, Math.max(log.start(), deployment.kafka.groupOffset(partition)));
      });
    }
    losesWindow();
    deployment.kafka.deleteOffset(group, partition);
  }

  /** Replaces the instances that stopped with a failure. */
  void replaceFailed() {
    for (ProcessorInstance instance : List.copyOf(deployment.instances())) {
      instance.failure().ifPresent(failure -> {
        deployment.say("%s stops: %s", instance, failure);
        deployment.remove(instance);
        if (failure instanceof OffsetsResetException || failure instanceof LogRewrittenException) {
          deployment.met(StreamEvent.STOPPED_BY_A_RESET);
          if (!interfered) {
            deployment.audit.violated(
                StreamInvariant.STOPS_FOR_A_REASON, "nobody did this: " + failure.getMessage());
          }
          int ended = endAll();
          cure(failure.getMessage());
          startAll(ended + 1);
          lossAccepted = false;
        } else if (failure instanceof ProcessorInstance.TopicDeletedException) {
          deployment.start();
        } else {
          deployment.audit.violated(
              StreamInvariant.SOUND, failure + " at " + List.of(failure.getStackTrace()));
        }
      });
    }
  }

  /** Follows one of the message's proposals. */
  private void cure(String advice) {
    if (advice.contains("on.already.decided=skip") && deployment.choices.chance(50)) {
      skip();
      return;
    }
    Matcher set = SET.matcher(advice);
    boolean canSet = set.find();
    if (DELETE.matcher(advice).find() && (!canSet || deployment.choices.chance(50))) {
      deployment.met(StreamEvent.ADVICE_FOLLOWED);
      DELETE
          .matcher(advice)
          .results()
          .forEach(delete -> delete(
              delete.group(1),
              new TopicPartition(delete.group(2), Integer.parseInt(delete.group(3)))));
    } else if (canSet) {
      deployment.met(StreamEvent.ADVICE_FOLLOWED);
      TopicPartition partition = new TopicPartition(set.group(2), Integer.parseInt(set.group(3)));
      deployment.say("operator: sets %s of %s to %s", partition, set.group(1), set.group(4));
      set(set.group(1), partition, Long.parseLong(set.group(4)));
    } else if (advice.contains("on.already.decided=skip")) {
      skip();
    } else if (advice.contains("create it again")) {
      deployment.met(StreamEvent.STOPPED_BY_A_TRUNCATION);
      deployment.kafka.recreateTopic();
      deployment.kafka.partitions().forEach(partition -> {
        deployment.kafka.deleteOffset(deployment.kafka.group(), partition);
        deployment.kafka.deleteOffset(deployment.kafka.decidedGroup(), partition);
      });
    } else if (advice.contains("on.records.lost=continue")) {
      deployment.met(StreamEvent.LOSS_ACCEPTED);
      lossAccepted = true;
    } else if (advice.contains("Start the processor again")) {
      deployment.met(StreamEvent.STOPPED_BY_A_NEW_TOPIC);
    } else {
      deployment.audit.violated(StreamInvariant.STOPS_FOR_A_REASON, "no cure in: " + advice);
    }
  }

  private void skip() {
    deployment.met(StreamEvent.SKIP_SET);
    deployment.say("operator: on.already.decided=skip");
    onDecided = OnAlreadyDecided.SKIP;
  }
}

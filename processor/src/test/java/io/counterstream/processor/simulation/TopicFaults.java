package io.counterstream.processor.simulation;

import io.counterstream.processor.offsets.DecidedOffsets;
import io.counterstream.processor.offsets.OnRecordsLost;
import org.apache.kafka.common.TopicPartition;

/** What happens to the command topic: it is created again, and loses its first or last records. */
final class TopicFaults {
  /** How many of the last offsets are lost at most. */
  private static final int TRUNCATED_MAX = 8;

  private final SimulatedDeployment deployment;

  TopicFaults(SimulatedDeployment deployment) {
    this.deployment = deployment;
  }

  /** The log loses its last records, and gives their offsets to others. */
  void truncate(TopicPartition partition) {
    CommandLog log = deployment.kafka.log(partition);
    int size = (int) (log.end() - log.start());
    if (size == 0) {
      return;
    }
    long offset = log.end() - 1 - deployment.choices.below(Math.min(size, TRUNCATED_MAX));
    deployment.say("kafka: %s loses the records from %d on", partition, offset);
    deployment.met(StreamEvent.LOG_TRUNCATED);
    if (offset < deployment.kafka.groupOffset(partition)) {
      deployment.met(StreamEvent.DECIDED_RECORDS_TRUNCATED);
    }
    deployment.operator.interfered();
    log.truncate(offset);
    boolean epochKnown = deployment
        .kafka
        .offset(deployment.kafka.group(), partition)
        .map(committed -> committed.leaderEpoch().isPresent())
        .orElse(!deployment.audit.hasOutcome(log));
    if (!epochKnown) {
      epochUnknown(log);
    }
  }

  /**
   * Without the leader epoch of the group's offset, nothing shows that records below that offset
   * have replaced lost ones: they may have no outcomes.
   */
  void epochUnknown(CommandLog log) {
    log.truncatedFrom().ifPresent(from -> deployment.audit.passedOver(log, from, Long.MAX_VALUE));
  }

  /**
   * Removes the oldest records, as the topic's retention does too. Without a decided offset no
   * window is recorded: then an owner that follows stops at a repeat of a removed record.
   */
  void deleteRecords(TopicPartition partition) {
    CommandLog log = deployment.kafka.log(partition);
    long offset = log.start() + deployment.choices.below((int) (log.end() - log.start()) + 1);
    boolean known = isDecidedOffsetOf(log, partition);
    if (offset == log.start()
        || log.truncatedFrom().isPresent()
        || deployment.sendersRepeat && !known) {
      return;
    }
    deployment.say("kafka: the records of %s below %d are removed", partition, offset);
    deployment.met(StreamEvent.RECORDS_DELETED);
    if (offset > deployment.kafka.groupOffset(partition)) {
      deployment.met(StreamEvent.UNDECIDED_RECORDS_DELETED);
    }
    if (deployment.operator.onRecordsLost() == OnRecordsLost.STOP) {
      deployment.operator.interfered();
    }
    log.deleteRecordsBelow(offset);
    if (!known) {
      deployment.audit.passedOver(log, 0, offset);
    }
  }

  private boolean isDecidedOffsetOf(CommandLog log, TopicPartition partition) {
    return deployment
        .kafka
        .offset(deployment.kafka.decidedGroup(), partition)
        .filter(decided ->
            DecidedOffsets.Committed.of(decided).log().equals(log.source().toString()))
        .isPresent();
  }

  /**
   * Whether commands without a committed outcome may have been compared with removed records, or
   * with another window than the first: an owner that does not know the recorded window stops at
   * one that an earlier owner took for a repeat.
   */
  boolean repeatsNeedTheWindow() {
    boolean changed = deployment.operator.windowMin() != deployment.operator.windowMax();
    return deployment.sendersRepeat && (changed || repeatsNeedRemoved());
  }

  private boolean repeatsNeedRemoved() {
    return deployment.kafka.partitions().stream()
        .anyMatch(partition -> deployment.kafka.log(partition).start()
            > Math.max(
                0, deployment.kafka.groupOffset(partition) - deployment.operator.windowMax()));
  }

  /** Deletes the command topic and creates it again, while processors follow it. */
  void recreate() {
    deployment.met(StreamEvent.TOPIC_RECREATED);
    deployment.operator.interfered();
    deployment.kafka.recreateTopic();
    int left = deployment.choices.below(3);
    for (TopicPartition partition : deployment.kafka.partitions()) {
      if (left == 0) {
        deployment.kafka.deleteOffset(deployment.kafka.decidedGroup(), partition);
      }
      // Kafka deletes the group's offset with the topic; what is left was committed after that,
      // with a decided offset.
      boolean decided =
          deployment.kafka.offset(deployment.kafka.decidedGroup(), partition).isPresent();
      if (left < 2 || !decided) {
        deployment.kafka.deleteOffset(deployment.kafka.group(), partition);
      }
    }
    if (left > 0) {
      deployment.met(StreamEvent.TOPIC_RECREATED_AND_OFFSETS_LEFT);
    }
  }
}

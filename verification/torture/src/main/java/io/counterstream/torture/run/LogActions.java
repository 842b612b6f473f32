package io.counterstream.torture.run;

import io.counterstream.audit.Removal;
import io.counterstream.torture.cluster.LogOperator;
import io.counterstream.torture.cluster.ProcessorNode;
import io.counterstream.torture.evidence.CommandArchive;
import io.counterstream.torture.load.CallLog;
import io.counterstream.torture.load.CommandLogs;
import io.counterstream.torture.load.TortureLoad;
import io.counterstream.torture.schedule.PlannedFault;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/**
 * What an operator does to the command topic and to the group's offsets, while no other fault is
 * active. Each call returns when the processors work again.
 */
final class LogActions {
  private static final Duration WORKING_MAX = Duration.ofSeconds(120);
  private static final Duration DETECTED_MAX = Duration.ofSeconds(8);
  private static final String STOPS = "The processor stops";
  private static final Duration REFUSED_MAX = Duration.ofSeconds(120);
  private static final long POLL_MILLIS = 100;
  private static final Pattern OF_DELETED_TOPIC =
      Pattern.compile("--topic \\S+:(\\d+).*belongs to a deleted topic|"
          + "belongs to a deleted topic.*?--topic \\S+:(\\d+)");

  private final TortureDeployment deployment;
  private final LogOperator operator;
  private final Clients clients;
  private final Console console;
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();

  LogActions(TortureDeployment deployment, LogOperator operator, Clients clients, Console console) {
    this.deployment = deployment;
    this.operator = operator;
    this.clients = clients;
    this.console = console;
  }

  /**
   * The clients of a run and what is known of their commands.
   *
   * @param load sends commands
   * @param calls when they were sent and had outcomes
   * @param logs the command topics
   * @param archive the commands
   */
  record Clients(TortureLoad load, CallLog calls, CommandLogs logs, CommandArchive archive) {
    /** Sends a command to each partition; returns whether all had outcomes in time. */
    boolean awaitOutcomes() throws InterruptedException {
      return awaitOutcomes(load.probe(TortureDeployment.PARTITIONS));
    }

    /** Waits for the outcomes of the probes from this number on; returns whether they came. */
    boolean awaitOutcomes(int first) throws InterruptedException {
      return awaitOutcomes(first, WORKING_MAX);
    }

    private boolean awaitOutcomes(int first, Duration timeout) throws InterruptedException {
      long deadline = System.nanoTime() + timeout.toNanos();
      while (!load.probes().haveOutcomes(first, TortureDeployment.PARTITIONS)) {
        if (System.nanoTime() - deadline > 0) {
          return false;
        }
        Thread.sleep(POLL_MILLIS);
      }
      return true;
    }
  }

  /** Returns what processors did that they must not do. */
  List<String> violations() {
    return List.copyOf(violations);
  }

  /** Commands of the deleted topic that are not decided by then have no outcome. */
  void createTopicAgain(PlannedFault fault) throws InterruptedException {
    clients.load.whilePaused(() -> {
      Map<TopicPartition, Long> committed = operator.committed();
      clients.archive.readOn();
      int log = clients.logs.current();
      committed.forEach((partition, offset) -> clients.archive.removing(
          new Removal(log, partition.partition(), offset, Long.MAX_VALUE)));
      operator.deleteTopic();
      Thread.sleep(fault.lastsMillis());
      deployment.provision();
      clients.logs.begin(operator.topicId(), clients.calls.sentCount());
      clients.load.giveUp(clients.calls.sentCount(), clients.archive.lost(clients.calls));
    });
    int first = clients.load.probe(TortureDeployment.PARTITIONS);
    if (!clients.awaitOutcomes(first, DETECTED_MAX)) {
      killStopping();
    }
    if (!clients.awaitOutcomes(first)) {
      deleteOffsetsOfDeletedTopic();
      clients.awaitOutcomes(first);
    }
  }

  /** A stop may take 40 s, as long as a commit waits for a deleted topic: SIGKILL is sooner. */
  private void killStopping() throws InterruptedException {
    for (ProcessorNode processor : deployment.processors()) {
      if (processor.output().contains(STOPS)) {
        console.say(processor.name(), "stops because the topic was deleted; kill -9");
        processor.kill();
        processor.start();
      }
    }
  }

  /** As the processors say when they refuse to start at an offset of the deleted topic. */
  private void deleteOffsetsOfDeletedTopic() throws InterruptedException {
    Set<Integer> partitions = new HashSet<>();
    for (ProcessorNode processor : deployment.processors()) {
      Matcher refused = OF_DELETED_TOPIC.matcher(processor.lastWords());
      while (refused.find()) {
        partitions.add(Integer.parseInt(
            Optional.ofNullable(refused.group(1)).orElseGet(() -> refused.group(2))));
      }
    }
    if (!partitions.isEmpty()) {
      console.say(
          "processors",
          "refuse offsets of the deleted topic, which are deleted now: " + "partitions "
              + partitions);
      deployment.stopProcessors();
      operator.deleteOffsets(partitions);
      deployment.startProcessors();
    }
  }

  /** In some partitions only decided ones, in the others all. */
  void deleteRecords(PlannedFault fault) throws InterruptedException {
    SplittableRandom random = fault.random();
    Map<TopicPartition, Long> committed = operator.committed();
    Map<TopicPartition, Long> ends = clients.archive.readOn();
    Map<TopicPartition, Long> beginnings = operator.beginnings();
    Map<TopicPartition, Long> before = new HashMap<>();
    int log = clients.logs.current();
    committed.forEach((partition, decided) -> {
      long beginning = beginnings.get(partition);
      boolean all = random.nextBoolean();
      if (all) {
        clients.archive.removing(
            new Removal(log, partition.partition(), decided, ends.get(partition)));
      }
      before.put(
          partition,
          all
              ? ends.get(partition)
              : beginning + random.nextLong(Math.max(1, decided - beginning + 1)));
    });
    int sent = clients.calls.sentCount();
    operator.deleteRecords(before);
    clients.awaitOutcomes();
    clients.load.giveUp(sent, clients.archive.lost(clients.calls));
  }

  /** Then a processor must refuse to start, or skip what is decided if it is told to. */
  void resetOffsets(PlannedFault fault) throws InterruptedException {
    SplittableRandom random = fault.random();
    deployment.stopProcessors();
    Map<TopicPartition, Long> committed = operator.committed();
    Map<TopicPartition, Long> beginnings = operator.beginnings();
    Map<TopicPartition, Long> past = new HashMap<>();
    committed.forEach((partition, offset) ->
        past.put(partition, Math.max(beginnings.get(partition), offset - random.nextInt(1, 300))));
    if (past.equals(committed)) {
      deployment.startProcessors();
      return;
    }
    operator.setOffsets(past);
    if (random.nextBoolean()) {
      mustRefuse(deployment.processor(1));
      operator.setOffsets(committed);
      deployment.startProcessors();
    } else {
      deployment.startProcessors(List.of("--set", "on.already.decided=skip"));
    }
    clients.awaitOutcomes();
  }

  private void mustRefuse(ProcessorNode processor) throws InterruptedException {
    Optional<ProcessorNode.Refusal> refusal = processor.startRefused(REFUSED_MAX);
    if (refusal.isEmpty()) {
      violations.add(processor.name() + " ran for " + Console.seconds(REFUSED_MAX)
          + " with group offsets of the past, expected it to refuse them");
    } else if (refusal.get().status() == 0 || !refusal.get().output().contains("outcomes")) {
      violations.add(processor.name() + " ended with status " + refusal.get().status()
          + " at group offsets of the past, expected an error that names them");
    }
  }
}

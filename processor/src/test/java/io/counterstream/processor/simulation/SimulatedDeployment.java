package io.counterstream.processor.simulation;

import io.counterstream.core.Choices;
import io.counterstream.core.DecideOnce;
import io.counterstream.core.EventCounts;
import io.counterstream.core.Limits;
import io.counterstream.core.Trace;
import io.counterstream.processor.engine.Backoff;
import io.counterstream.processor.engine.EngineSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** The shared parts of one schedule: choices, clock, cluster, table, instances and operator. */
final class SimulatedDeployment {
  static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);
  private static final Duration STEP = Duration.ofMillis(5);
  private static final List<Integer> BATCHES = List.of(1000, 1, 2, 3);
  private static final List<Integer> JOURNALS = List.of(4096, 100, 80, 64);

  final Choices choices;
  final StreamAudit audit;
  final CounterItems items;
  final SimulatedCluster kafka;
  final TableRequests requests;
  final StreamOperator operator;
  final TopicFaults topicFaults;

  /** Whether senders send commands again. */
  final boolean sendersRepeat;

  private final EventCounts<StreamEvent> events;
  private final Trace trace;
  private final EngineSettings settings;
  private final List<ProcessorInstance> instances = new ArrayList<>();

  /** Instances that are killed, as long as the group counts them. */
  private final List<ProcessorInstance> dead = new ArrayList<>();

  private final Runnable event;
  private long nowNanos = Duration.ofHours(1).toNanos();
  private long steps;
  private int started;
  private int rejoined;

  /** Creates a cluster, a table and instances; {@code event} lets one thing happen. */
  SimulatedDeployment(
      Choices choices, EventCounts<StreamEvent> events, Trace trace, Runnable event) {
    this.choices = choices;
    this.sendersRepeat = choices.chance(80);
    this.events = events;
    this.trace = trace;
    this.event = event;
    Limits limits = new Limits(choices.anyOf(BATCHES), choices.anyOf(JOURNALS));
    int room = 1 + choices.below(4);
    this.settings = new EngineSettings(limits, room, 2, Backoff.DEFAULT, new DecideOnce());
    this.audit = new StreamAudit(this);
    this.items = new CounterItems(this);
    this.kafka = new SimulatedCluster(this, 1 + choices.below(2), audit::committed);
    this.requests = new TableRequests(this);
    this.operator = new StreamOperator(this);
    this.topicFaults = new TopicFaults(this);
    int count = 1 + choices.below(2);
    for (int i = 0; i < count; i++) {
      start();
    }
  }

  void event() {
    event.run();
  }

  long steps() {
    return steps;
  }

  long nanoTime() {
    return nowNanos;
  }

  void met(StreamEvent met) {
    events.met(met);
  }

  void say(String format, Object... arguments) {
    trace.add(steps, format, arguments);
  }

  void step() {
    steps++;
    pass(STEP);
  }

  /** Time passes: what is too old expires, timers run, and failed instances are replaced. */
  void pass(Duration time) {
    nowNanos += time.toNanos();
    kafka.timePassed();
    expel(dead);
    expel(instances);
    List.copyOf(instances).forEach(ProcessorInstance::runTimers);
    List.copyOf(instances).forEach(ProcessorInstance::watchTopic);
    operator.replaceFailed();
  }

  /** The group's coordinator expels members that are dead or frozen for too long. */
  private void expel(List<ProcessorInstance> members) {
    for (ProcessorInstance instance : members) {
      if (instance.isSilentFor(SESSION_TIMEOUT)) {
        instance.thread().member().ifPresent(kafka.membership()::leave);
      }
    }
  }

  List<ProcessorInstance> instances() {
    return instances;
  }

  /** Whether another live instance takes itself for the owner of a partition. */
  boolean isOwnedByAnother(TopicPartition partition, ProcessorInstance than) {
    return instances.stream().anyMatch(other -> other != than && other.thread().owns(partition));
  }

  void start() {
    ProcessorInstance instance = new ProcessorInstance(this, ++started, settings);
    say("%s starts", instance);
    instances.add(instance);
  }

  /** The instance is killed without being able to say goodbye. */
  void kill(ProcessorInstance instance) {
    if (requests.carriesWriteOf(instance)) {
      met(StreamEvent.KILL_WITH_WRITES_IN_FLIGHT);
    }
    say("%s is killed", instance);
    instance.kill();
    remove(instance);
  }

  void remove(ProcessorInstance instance) {
    instances.remove(instance);
    dead.add(instance);
  }

  void rejoined() {
    rejoined++;
  }

  int takeRejoined() {
    int since = rejoined;
    rejoined = 0;
    return since;
  }
}

package io.counterstream.processor.simulation;

import io.counterstream.core.BlindUpdate;
import io.counterstream.core.ConditionalPut;
import io.counterstream.core.CounterItem;
import io.counterstream.core.table.CounterTable;
import io.counterstream.core.table.WriteResponse;
import io.counterstream.processor.engine.Engine;
import io.counterstream.processor.engine.EngineListener;
import io.counterstream.processor.engine.EngineSettings;
import io.counterstream.processor.engine.Environment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.Uuid;

/**
 * One processor: a process that runs, freezes and dies, with an engine and one stream thread. Where
 * it would block, the rest of the deployment goes on, within that call.
 */
final class ProcessorInstance implements Environment, CounterTable {
  private static final Duration TOPIC_WATCHED_EVERY = Duration.ofSeconds(10);

  private final SimulatedDeployment deployment;
  private final int number;
  private final Uuid topicId;
  private final Engine engine;
  private final StreamThreadLoop thread;
  private final RandomGenerator random = new SplittableRandom(1);
  private final List<Timer> timers = new ArrayList<>();
  private long frozenUntilNanos;
  private long silentSinceNanos = Long.MAX_VALUE;
  private boolean running;
  private boolean dead;
  private Optional<RuntimeException> failure = Optional.empty();

  /** A task that runs later. */
  private record Timer(long atNanos, Runnable task) {}

  ProcessorInstance(SimulatedDeployment deployment, int number, EngineSettings settings) {
    this.deployment = deployment;
    this.number = number;
    this.engine = new Engine(this, settings, EngineListener.NONE, this);
    this.topicId = deployment.kafka.topicId();
    this.thread = new StreamThreadLoop(deployment, this, engine);
  }

  StreamThreadLoop thread() {
    return thread;
  }

  /** Lets the stream thread go on, unless it is within a call already. */
  void step() {
    if (running || dead || isFrozen()) {
      return;
    }
    running = true;
    try {
      thread.step();
    } catch (InstanceDiedError killed) {
      deployment.say("%s was killed", this);
    } finally {
      running = false;
    }
  }

  boolean isIdle() {
    return !running && !dead && !isFrozen();
  }

  boolean isDead() {
    return dead;
  }

  boolean isFrozen() {
    return deployment.nanoTime() < frozenUntilNanos;
  }

  /** Whether it is frozen or dead for longer than a time. */
  boolean isSilentFor(Duration time) {
    boolean silent = dead || isFrozen();
    return silent && deployment.nanoTime() - silentSinceNanos > time.toNanos();
  }

  void freeze(Duration length) {
    silentSinceNanos = deployment.nanoTime();
    frozenUntilNanos = deployment.nanoTime() + length.toNanos();
  }

  void kill() {
    dead = true;
    silentSinceNanos = deployment.nanoTime();
    engine.close();
  }

  /** Ends as on SIGTERM. */
  void shutDown() {
    running = true;
    try {
      thread.shutDown();
    } catch (InstanceDiedError killed) {
      deployment.say("%s was killed", this);
    }
    kill();
  }

  /** The stream thread failed: the process reports it and ends. */
  void stop(RuntimeException cause) {
    failure = Optional.of(cause);
    kill();
  }

  Optional<RuntimeException> failure() {
    return failure;
  }

  /** A point in a call to Kafka at which others may act. */
  void pause() {
    for (int events = deployment.choices.weighted(88, 4, 4, 4); events > 0; events--) {
      deployment.event();
    }
    resume();
  }

  /** Another thread reads what a takeover needs; unless the stream thread is first. */
  void takeover(Runnable reading) {
    if (deployment.choices.chance(50)) {
      deployment.met(StreamEvent.TAKEOVER_READ_BEFORE_ITS_RECORD);
      reading.run();
      pause();
    }
  }

  /** The transaction is complete, and nothing of it is committed. */
  void pauseBeforeCommit() {
    if (deployment.choices.chance(3)) {
      deployment.met(StreamEvent.FREEZE_BEFORE_A_COMMIT);
      deployment.say("%s freezes before its commit", this);
      freeze(SimulatedCluster.TRANSACTION_TIMEOUT.multipliedBy(2));
    }
    pause();
  }

  /** The transaction is committed, and the response is on its way. */
  void pauseAfterCommit() {
    if (deployment.choices.chance(10)) {
      deployment.event();
    }
    if (dead) {
      deployment.met(StreamEvent.COMMIT_RESPONSE_LOST);
    }
    resume();
  }

  /** The stream thread blocks, and others act. */
  void waitForEvents() {
    deployment.event();
    resume();
  }

  private void resume() {
    while (isFrozen() && !dead) {
      deployment.event();
    }
    if (dead) {
      throw new InstanceDiedError();
    }
  }

  @Override
  public <T> T await(CompletableFuture<T> value, Duration timeout)
      throws ExecutionException, TimeoutException, InterruptedException {
    long deadline = deployment.nanoTime() + timeout.toNanos();
    thread
        .transactionExpiresNanos()
        .filter(expires -> deadline > Math.max(expires, deployment.nanoTime()))
        .ifPresent(expires -> deployment.audit.violated(
            StreamInvariant.WAITS_IN_TIME, this + " waits for " + timeout + " in a transaction"));
    while (!dead && (isFrozen() || !value.isDone() && deployment.nanoTime() < deadline)) {
      deployment.event();
    }
    if (dead) {
      throw new InstanceDiedError();
    }
    if (!value.isDone()) {
      deployment.met(StreamEvent.OUTCOME_WAIT_TIMED_OUT);
    }
    return value.get(0, TimeUnit.NANOSECONDS);
  }

  /** The processor's monitor notices by itself that the command topic was created again. */
  void watchTopic() {
    boolean replaced = !topicId.equals(deployment.kafka.topicId());
    boolean late = deployment.kafka.topicAge().compareTo(TOPIC_WATCHED_EVERY) > 0;
    if (!running && replaced && late && isIdle()) {
      deployment.met(StreamEvent.NEW_TOPIC_NOTICED_BY_THE_MONITOR);
      thread.closeDirty();
      stop(new TopicDeletedException());
    }
  }

  /** The command topic was deleted: the processor stops, and may be started again. */
  static final class TopicDeletedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TopicDeletedException() {
      super("the command topic was deleted");
    }
  }

  /** Runs the tasks that are due. */
  void runTimers() {
    if (dead || isFrozen()) {
      return;
    }
    thread.monitor();
    long now = deployment.nanoTime();
    List<Timer> due = timers.stream().filter(timer -> timer.atNanos() <= now).toList();
    timers.removeAll(due);
    due.forEach(timer -> timer.task().run());
  }

  @Override
  public long nanoTime() {
    return deployment.nanoTime();
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public void schedule(Duration delay, Runnable task) {
    timers.add(new Timer(deployment.nanoTime() + delay.toNanos(), task));
  }

  @Override
  public void close() {
    timers.clear();
  }

  @Override
  public CompletionStage<Optional<CounterItem>> read(String counter) {
    return deployment.requests.send(
        new TableRequests.Request<>(this, counter, false, items -> items.request(counter)));
  }

  @Override
  public CompletionStage<Integer> itemHash(String counter) {
    return deployment.requests.send(new TableRequests.Request<>(
        this, "a look at " + counter, false, items -> items.itemHash(counter)));
  }

  @Override
  public CompletionStage<WriteResponse> blindUpdate(BlindUpdate update) {
    return deployment.requests.send(
        new TableRequests.Request<>(this, update, true, items -> items.blindUpdate(update)));
  }

  @Override
  public CompletionStage<WriteResponse> put(ConditionalPut put) {
    return deployment.requests.send(
        new TableRequests.Request<>(this, put, true, items -> items.put(put)));
  }

  @Override
  public String toString() {
    return "P" + number;
  }
}

package io.counterstream.processor.app;

import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.wait.Waiting;
import java.util.Map;

/** Processors in the JVM of the test. The tests of other modules use it, too. */
public final class TestProcessors {
  private TestProcessors() {}

  /** Creates the topics and the table of a new deployment. */
  public static Deployment deploy(int partitions) {
    return deploy(partitions, Map.of());
  }

  /**
   * Creates the topics and the table of a new deployment.
   *
   * @param overrides of the settings of its processors, such as {@link Deployment#QUICK_FAILOVER}
   */
  public static Deployment deploy(int partitions, Map<String, String> overrides) {
    return provision(Deployment.unique(partitions, overrides));
  }

  /** Creates the topics and the table of a deployment. */
  public static Deployment provision(Deployment deployment) {
    CounterProcessor.provision(settings(deployment, Map.of()));
    return deployment;
  }

  /** Returns the settings of a processor of the deployment, with more overrides. */
  public static ProcessorSettings settings(Deployment deployment, Map<String, String> more) {
    return ProcessorSettings.of(deployment.settings(more));
  }

  /** Starts a processor and waits until it runs. */
  public static CounterProcessor start(Deployment deployment) {
    return start(deployment, Map.of());
  }

  /** Starts a processor with more overrides and waits until it runs. */
  public static CounterProcessor start(Deployment deployment, Map<String, String> more) {
    return awaitRunning(CounterProcessor.start(settings(deployment, more)));
  }

  /** Waits until a processor runs. */
  static CounterProcessor awaitRunning(CounterProcessor processor) {
    try {
      if (!processor.awaitRunning(Waiting.LIMIT)) {
        processor.close();
        throw new AssertionError("not running after " + Waiting.LIMIT);
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
    return processor;
  }
}

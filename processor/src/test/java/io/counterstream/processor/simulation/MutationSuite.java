package io.counterstream.processor.simulation;

import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Mutations that the simulation must catch: the rows of a subclass's {@code mutations()}. Each row
 * has classes of its own, so they run side by side.
 */
class MutationSuite {
  private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.counterstream.processor");

  @TempDir
  private Path directory;

  /** A mutation, the invariant that it breaks, and the schedules in which that must be found. */
  static Arguments row(StreamMutation mutation, StreamInvariant broken, int schedulesMax) {
    return arguments(mutation, broken, schedulesMax);
  }

  @BeforeAll
  static void logNothing() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void logAgain() {
    LOG.setLevel(null);
  }

  @Execution(CONCURRENT)
  @ParameterizedTest(name = "{0}")
  @MethodSource("mutations")
  void isCaught(StreamMutation mutation, StreamInvariant broken, long schedulesMax)
      throws Exception {
    mutation.requireCaught(broken, schedulesMax, directory);
  }
}

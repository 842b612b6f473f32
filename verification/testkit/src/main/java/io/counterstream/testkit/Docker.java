package io.counterstream.testkit;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Docker, through its command line.
 *
 * <p>Without Docker this takes milliseconds and logs nothing; Testcontainers would try every way to
 * reach a daemon and log each failure.
 */
final class Docker {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(2);
  private static final Duration PULL_MAX = Duration.ofMinutes(2);

  private Docker() {}

  /** Whether a daemon answers and has or gets these images. */
  static boolean offers(List<String> images) {
    return succeeds(ANSWER_MAX, List.of("version"))
        && images.stream()
            .allMatch(image -> succeeds(ANSWER_MAX, List.of("image", "inspect", image))
                || succeeds(PULL_MAX, List.of("pull", "--quiet", image)));
  }

  private static boolean succeeds(Duration timeMax, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(Redirect.DISCARD)
          .start();
      try {
        return process.waitFor(timeMax.toMillis(), TimeUnit.MILLISECONDS)
            && process.exitValue() == 0;
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

package counterstream.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** How busy the machine is. */
final class MachineLoadTest {
  @Test
  void aBusyThreadIsSeen() {
    MachineLoad load = MachineLoad.begin();
    long end = System.nanoTime() + Duration.ofMillis(500).toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    OptionalDouble busy = load.end();
    assertThat(busy).isPresent();
    assertThat(busy.getAsDouble()).isBetween(0.5 / Runtime.getRuntime().availableProcessors(), 1.0);
  }
}

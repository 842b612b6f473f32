package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator is warned of a cluster with an old transaction protocol, and only of such a one. */
class TransactionVersionTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void anOldVersionIsNamedWithTheCommandThatUpgradesIt(int level) {
    assertThat(new TransactionVersion(level).warning("broker:9092").orElseThrow())
        .startsWith("The cluster's transaction.version is " + level + ", expected 2 or more")
        .endsWith("(kafka-features.sh --bootstrap-server broker:9092 upgrade --feature"
            + " transaction.version=2)");
  }

  @Test
  void versionTwoAndLaterOnesSuffice() {
    assertThat(new TransactionVersion(2).warning("broker:9092")).isEmpty();
    assertThat(new TransactionVersion(3).warning("broker:9092")).isEmpty();
  }
}

package io.counterstream.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How large a journal may become when it can't wait for a commit. */
final class LimitsTest {
  @Test
  void eachPutTakesAQuarterMore() {
    assertThat(Limits.DEFAULT.journalBytesPastLimit(10)).isEqualTo(65_536 * 5 / 4);
    assertThat(Limits.DEFAULT.journalBytesPastLimit(100_000)).isEqualTo(100_000 + 65_536 / 4);
  }

  /** The journals of two logs and the rest of an item then stay below DynamoDB's 400 KB. */
  @Test
  void butNotMoreThanAnItemCanHold() {
    assertThat(Limits.DEFAULT.journalBytesPastLimit(130_000)).isEqualTo(128 * 1024);
    assertThat(new Limits(1, 128).journalBytesPastLimit(500)).isEqualTo(4 * 128);
  }
}

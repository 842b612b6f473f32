package io.counterstream.contract.badinput;

import java.util.List;
import java.util.Random;

/** Any number of records from a seed, by their numbers. Most are bad, a third are commands. */
public final class SampleRecords {
  private final long seed;
  private final HostileHeaders headers;

  /**
   * A sequence of records.
   *
   * @param seed gives the same records again
   * @param replyTopics topics that some of them name as reply topics
   */
  public SampleRecords(long seed, List<String> replyTopics) {
    this.seed = seed;
    this.headers = new HostileHeaders(replyTopics);
  }

  /** Returns the record of this number, from 0. */
  public SampleRecord at(int number) {
    Random random = new Random(seed * 1_000_003 + number);
    random.nextLong(); // similar seeds give similar first numbers
    SampleRecord sample = next(random);
    if (random.nextInt(8) == 0) {
      headers.addTo(sample.headers(), random);
    }
    return sample;
  }

  private static SampleRecord next(Random random) {
    int percent = random.nextInt(100);
    if (percent < 20) {
      return good("good", GoodCommands.next(random), random);
    } else if (percent < 25) {
      return good("odd name", GoodCommands.oddName(random), random);
    } else if (percent < 50) {
      return BrokenFields.next(random);
    } else if (percent < 70) {
      return DamagedBytes.next(random);
    } else if (percent < 76) {
      return DamagedBytes.random(random);
    } else if (percent < 93) {
      return HostileJson.next(random);
    } else if (percent < 98) {
      return HostileKeys.next(random);
    }
    byte[] nothing = random.nextBoolean() ? null : new byte[0];
    String what = nothing == null ? "a null value" : "an empty value";
    byte[] key = random.nextBoolean() ? null : GoodCommands.next(random).key();
    return SampleRecord.of("no value", key, nothing).naming(what);
  }

  private static SampleRecord good(String kind, Draft draft, Random random) {
    return SampleRecord.of(kind, draft.key(), Unicode.utf8(draft.json(random)));
  }
}

package io.counterstream.core;

import java.util.Optional;

/** How a table carries out blind updates. */
public interface BlindUpdateRule {
  /** The item that a blind update leaves, or none if its condition does not hold. */
  Optional<CounterItem> apply(BlindUpdate update, Optional<CounterItem> actual);
}

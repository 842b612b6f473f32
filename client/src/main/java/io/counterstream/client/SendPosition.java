package io.counterstream.client;

import io.counterstream.contract.CounterName;
import io.counterstream.contract.Topics;
import java.io.Serializable;

/**
 * The position in the result topics behind which the outcome of one command is: the end, as far as
 * the client had read, before it sent the command. It can be stored and used by another process.
 *
 * @param counter the command's counter
 * @param partition the partition of the command and of its outcome
 * @param applied the offset in the topic of applied commands
 * @param conflicts the offset in the topic of conflicts
 * @param rejected the offset in the topic of rejections
 */
public record SendPosition(
    String counter, int partition, long applied, long conflicts, long rejected)
    implements Serializable {
  /** Checks the ranges. */
  public SendPosition {
    CounterName.checked(counter);
    if (partition < 0 || applied < 0 || conflicts < 0 || rejected < 0) {
      throw new IllegalArgumentException("partition and offsets must be 0 or more, were "
          + partition + " and " + applied + ", " + conflicts + ", " + rejected);
    }
  }

  /** Where to look for the outcome with any consumer, for messages. */
  String places(Topics topics) {
    return "partition " + partition + " of " + topics.applied() + " from offset " + applied + ", "
        + topics.conflicts() + " from " + conflicts + ", " + topics.rejected() + " from "
        + rejected;
  }
}

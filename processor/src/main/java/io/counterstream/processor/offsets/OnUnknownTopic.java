package io.counterstream.processor.offsets;

/** What to do with the journals of logs whose topics the cluster does not have. */
public enum OnUnknownTopic {
  /** Keep them: the topics may be in another cluster whose processors use the same table. */
  KEEP,
  /** Drop all but the newest entry of each: the topics were deleted. */
  FORGET
}

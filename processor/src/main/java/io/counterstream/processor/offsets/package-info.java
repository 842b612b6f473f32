/**
 * Decided offsets: how far the outcomes of each command log are committed.
 *
 * <p>Every transaction that commits the consumer group's offsets commits the same offsets for a
 * second group, the decided offsets. That group has no members, and an operator who resets the
 * consumer group does not reset it. A difference between the two therefore shows that the consumer
 * group's offsets were set by hand.
 *
 * <pre>
 *   commit ─▶ CommitTrackingProducer ─▶ Kafka: group offsets and decided offsets, one transaction
 *
 *   start  ─▶ ResetGuard ─▶ DecidedOffsets ─▶ OffsetCheck: accepted, reset, or unsettled
 * </pre>
 */
package io.counterstream.processor.offsets;

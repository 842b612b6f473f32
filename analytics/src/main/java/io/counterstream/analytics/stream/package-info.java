/**
 * The Kafka Streams application: one subtopology, whose tasks read the same partition of the three
 * result topics.
 *
 * <pre>
 * counter-applied   ─┐                                    ┌─▶ counter-stats
 * counter-conflicts ─┼─▶ OutcomeAnalysis (all stores) ────┼─▶ counter-latest
 * counter-rejected  ─┤                                    ├─▶ counter-rollups
 *                    │                                    ├─▶ counter-alerts
 *                    └─◀ &lt;application id&gt;-misplaced ◀─────┘
 * </pre>
 *
 * <p>An outcome in another partition than that of its counter's name, because partitioners differ
 * or partitions were added, goes through the topic {@code misplaced} to its own; so one task has
 * everything of a counter. With one partitioner this topic is empty: no outcome is sent twice.
 */
package io.counterstream.analytics.stream;

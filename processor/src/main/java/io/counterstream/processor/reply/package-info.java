/**
 * Reply topics: a command may name a topic that gets a copy of its outcome.
 *
 * <pre>
 *   headers of a command ─▶ ReplyTopics ─▶ ReplyAddress, or none
 *                               │
 *                        ReplyTopicLookup ─▶ Kafka: ReplyTopicCapacity   cached
 * </pre>
 *
 * <p>A record that a topic refuses stops its partition. So a reply is sent only where the topic's
 * configuration shows that it will be accepted.
 */
package io.counterstream.processor.reply;

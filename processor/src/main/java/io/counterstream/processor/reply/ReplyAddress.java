package io.counterstream.processor.reply;

import java.util.OptionalInt;

/**
 * The destination of a reply.
 *
 * @param topic the topic
 * @param partition its partition; if empty, the producer chooses one by the key
 */
public record ReplyAddress(String topic, OptionalInt partition) {}

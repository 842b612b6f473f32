package io.counterstream.processor.reply;

/**
 * What decides whether a topic accepts a reply.
 *
 * @param hasKey whether the record has a key
 * @param timestampMillis its timestamp, in milliseconds since 1970
 * @param sizeBytes its size
 */
public record Reply(boolean hasKey, long timestampMillis, long sizeBytes) {}

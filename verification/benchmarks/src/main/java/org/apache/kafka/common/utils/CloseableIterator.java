package org.apache.kafka.common.utils;

/**
 * The former name of Kafka's iterator that is closed.
 *
 * @param <T> the type of the elements
 */
public interface CloseableIterator<T>
    extends org.apache.kafka.common.utils.internals.CloseableIterator<T> {}

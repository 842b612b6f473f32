/**
 * The JSON API, its streams of events and the page: see {@code openapi.yaml}.
 *
 * <p>A request is answered from the states of partitions. {@code StoreReader} reads one that
 * this instance has, {@code Instances} asks other instances for theirs, {@code Answers} puts them
 * together. Outcomes themselves are read from the result topics.
 */
package io.counterstream.analytics.api;

/**
 * The systems that are measured: the processor, its alternatives, and the limits. Each runs in a
 * JVM of its own, so that its heap and its collections are its own.
 */
package io.counterstream.benchmarks.contender;

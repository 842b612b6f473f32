/**
 * What is measured: the processor, what a user would build or pick instead, and the limits. Each
 * runs in a JVM of its own, so that its heap and its collections are its own.
 */
package io.counterstream.benchmarks.contender;

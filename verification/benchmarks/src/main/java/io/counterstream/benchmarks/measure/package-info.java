/** Producing commands, watching their outcomes from outside, and checking them. */
package io.counterstream.benchmarks.measure;

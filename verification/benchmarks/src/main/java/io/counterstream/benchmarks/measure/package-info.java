/** Produces commands, measures their outcomes from outside, and checks them. */
package io.counterstream.benchmarks.measure;

/** Producing commands, watching their outcomes from outside, and checking them. */
package counterstream.bench.measure;

/** What the commands of a measurement look like: seeded streams, the same for every contender. */
package io.counterstream.benchmarks.scenario;

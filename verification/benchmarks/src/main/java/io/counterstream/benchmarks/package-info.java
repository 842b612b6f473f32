/**
 * {@code counterstream bench}: the processor and what else one could use, on the same servers and
 * the same commands, in one run.
 *
 * <pre>
 *   this JVM                                        a JVM for each contender
 *   servers, producer, meter, check, report  ◀────▶ one line asks, one line answers
 * </pre>
 */
package io.counterstream.benchmarks;

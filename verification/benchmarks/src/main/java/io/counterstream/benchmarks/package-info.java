/**
 * {@code counterstream bench}: measures the processor and its alternatives on the same servers and
 * the same commands, in one run.
 *
 * <pre>
 *   this JVM                                        a JVM for each contender
 *   servers, producer, meter, check, report  ◀────▶ requests and responses, a line each
 * </pre>
 */
package io.counterstream.benchmarks;

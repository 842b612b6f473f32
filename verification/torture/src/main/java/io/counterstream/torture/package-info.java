/**
 * Runs brokers, processors and a table under faults from a seed, and audits the outcomes.
 *
 * <pre>
 *   clients ──► three brokers (a JVM each) ◄──► three processors (a JVM each)
 *   (load)            ▲                               │ HTTP, a listener each
 *                     │ kill -9                       ▼
 *              faults (schedule, run) ──────► fault proxy ──► DynamoDB Local ◄── edits
 * </pre>
 *
 * <p>Everything without a JVM of its own is in this one. So is DynamoDB Local: it is never killed,
 * and on two cores one JVM less matters.
 */
package io.counterstream.torture;

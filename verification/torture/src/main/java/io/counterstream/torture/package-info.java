/**
 * A run of real brokers, processors and a table under faults from a seed, and an audit of it.
 *
 * <pre>
 *   clients ──► three brokers (a JVM each) ◄──► three processors (a JVM each)
 *   (load)            ▲                               │ HTTP, a door each
 *                     │ kill -9                       ▼
 *              faults (schedule, run) ──────► fault proxy ──► DynamoDB Local ◄── edits
 * </pre>
 *
 * <p>Whatever has no JVM of its own is in this one. DynamoDB Local is, too: nobody kills DynamoDB,
 * and one JVM less matters on two cores.
 */
package io.counterstream.torture;

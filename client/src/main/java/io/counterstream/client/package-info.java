/**
 * Counters as Java objects: {@link io.counterstream.client.Counter} behaves like an integer and
 * notices when it is out of sync; {@link io.counterstream.client.Counters} sends any command and
 * returns its outcome.
 *
 * <pre>
 *   Counter ─▶ Counters ─▶ KafkaCommandChannel ─▶ KafkaCommandProducer ─▶ counter-commands
 *                 │                ▲
 *            UpdateQueue           └── OutcomePoller ◀── counter-applied, -conflicts, -rejected
 * </pre>
 *
 * <p>The client gives a command to Kafka only after it knows where the outcome will be: behind the
 * present end of the command's partition in the result topics. So it can't miss an outcome. There
 * is no consumer group and no access to the table.
 */
package io.counterstream.client;

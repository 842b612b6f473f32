/**
 * Counters as Java objects: {@link io.counterstream.client.Counter} behaves like an integer and
 * notices when it is out of sync; {@link io.counterstream.client.Counters} sends any command and
 * answers with its outcome.
 *
 * <pre>
 *   Counter ─▶ Counters ─▶ CommandChannel ─▶ KafkaCommandLog ─▶ counter-commands
 *                 │              ▲
 *              UpdateLine        └── OutcomeReader ◀── counter-applied, -conflicts, -rejected
 * </pre>
 *
 * <p>A command is handed to Kafka only after the place where its outcome will stand is known: the
 * end of its partition in the result topics. So no outcome can be missed. There is no consumer
 * group and no access to the table.
 */
package io.counterstream.client;

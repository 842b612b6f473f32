/**
 * The stream: looks ahead to start the work, waits for it in order, and emits the outcomes in the
 * transaction that commits the commands' offsets. The only place that imports Kafka Streams.
 *
 * <pre>
 *   poll ─▶ LookaheadInterceptor ─▶ PartitionWork ─▶ engine      starts, never blocks
 *                                        │
 *   Streams ─▶ CommandProcessor ─────────┘  waits, forwards      in log order
 *                   │
 *                   ▼ applied, conflicts, rejected, dead letters  one transaction with the offsets
 *   commit ─▶ CommitTrackingProducer ─▶ PartitionWork            journals may forget
 * </pre>
 *
 * <p>So an offset is committed only when the outcomes of all commands below it are recorded in the
 * table and forwarded in the same transaction.
 */
package io.counterstream.processor.stream;

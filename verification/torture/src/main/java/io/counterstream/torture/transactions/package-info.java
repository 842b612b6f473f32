/**
 * Tells transactions that Kafka tore from faults of the processor, by the raw logs.
 *
 * <p>Only a transaction coordinator writes markers, the ends of transactions, and with {@code
 * transaction.version} 2 (KIP-890) each transaction of a producer has an epoch of its own. So a
 * transaction is torn by Kafka, whatever the processor does, if
 *
 * <ul>
 *   <li>it was committed in one partition and aborted in another; or
 *   <li>the producer's next transaction began in a partition before a marker ended this one there.
 *       Its records then share the fate of the next one.
 * </ul>
 *
 * <p>A processor that sends an outcome twice does so in two transactions that both ended properly.
 * That is a finding as ever.
 */
package io.counterstream.torture.transactions;

/**
 * The Kafka Streams application: submits each polled batch to the engine, waits for the outcomes in
 * log order, and forwards them in the transaction that commits the commands' offsets. An offset is
 * committed only when the outcomes of all commands below it are recorded in the table and forwarded
 * in the same transaction.
 *
 * <h2>The life of a record</h2>
 *
 * <table>
 *   <caption>Its stages, and the thread that runs each</caption>
 *   <tr><th>stage</th><th>class</th><th>thread</th><th>what happens</th></tr>
 *   <tr><td>poll</td><td>{@link PollInterceptor}</td><td>stream</td>
 *     <td>The consumer shows a polled batch before Kafka Streams sees it.</td></tr>
 *   <tr><td>queue</td><td>{@link PartitionQueue}</td><td>stream</td>
 *     <td>A record waits until its task processes the log. With the first record of a task, {@link
 *     PartitionOpener} checks the group's offset, which {@link TakeoverThreads} have read since the
 *     task was assigned. Then the record is decoded, and a valid command is submitted.</td></tr>
 *   <tr><td>chain</td><td>{@code engine.CounterChain}</td><td>stream, or the thread of the response
 *     before</td>
 *     <td>The command joins its counter's batch. When no request of that counter is in flight, the
 *     batch becomes the next request.</td></tr>
 *   <tr><td>request</td><td>{@code core.table.CounterTable}</td><td>the table client's</td>
 *     <td>The conditional put records the outcomes. A request that fails is sent again after a
 *     backoff, on the engine's timer thread.</td></tr>
 *   <tr><td>outcome</td><td>{@code engine.PendingOutcome}</td><td>the table client's</td>
 *     <td>The response completes the outcome, under the partition's lock.</td></tr>
 *   <tr><td>process</td><td>{@link CommandProcessor}</td><td>stream</td>
 *     <td>Waits for the outcome of the record, and forwards it and its reply.</td></tr>
 *   <tr><td>send</td><td>the producer</td><td>the producer's sender</td>
 *     <td>The outcome is sent in the open transaction.</td></tr>
 *   <tr><td>commit</td><td>{@code offsets.CommitTrackingProducer}</td><td>stream</td>
 *     <td>One transaction commits outcomes, group offsets and decided offsets.</td></tr>
 *   <tr><td>forget</td><td>{@code engine.PartitionEngine}</td><td>stream</td>
 *     <td>Once the commit has returned, the next put of each counter may remove the record from its
 *     journal, and the counter may be removed from memory.</td></tr>
 * </table>
 *
 * <p>A failure at any stage (a crash, a rebalance, a lost response) aborts the transaction or
 * redelivers the record. It starts again at the poll, and the journal in the table returns what was
 * decided.
 */
package io.counterstream.processor.stream;

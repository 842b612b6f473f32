/**
 * Concurrency: a chain per counter, a bounded number of requests in flight, backoff, and the
 * outcome of each command as a future.
 *
 * <pre>
 *   stream thread ──submit, start──▶ PartitionEngine ──▶ CounterChain, one per counter
 *        ▲                                                 │     │
 *        │                                                 │     └──▶ RequestScheduler ──▶ table
 *        │                                                 ▼                                 │
 *   PendingOutcome ◀──── PartitionState (one lock): CounterQueue, CounterMachine ◀──response─┘
 * </pre>
 *
 * <p>The life of a command in the engine. Every stage except <em>in flight</em> is entered under
 * the partition's lock; no request is sent while holding it.
 *
 * <ol>
 *   <li><em>Submitted</em>, by the stream thread: the command is in its counter's queue, and the
 *       stream thread has its {@link io.counterstream.processor.engine.PendingOutcome}.
 *   <li><em>Queued</em>: a request of the same counter is under way, or the journal is full and the
 *       counter waits for a commit. The thread that calls {@code start} or {@code committed}, or
 *       that of the counter's last response, continues.
 *   <li><em>Scheduled</em>: it is in the counter's next request. Without room, or after a failure,
 *       the request waits in the {@link io.counterstream.processor.engine.RequestScheduler}.
 *   <li><em>In flight</em>: sent on the thread that scheduled it or made room for it: the stream
 *       thread, the scheduler's timer, or a thread of the table's client.
 *   <li><em>Decided</em>, on the thread of the response: the outcome is complete. A refused put
 *       leads back to <em>scheduled</em>, as does a failed request after a delay.
 *   <li><em>Committed</em>, by the stream thread: its journal entry may be dropped, and its counter
 *       may be evicted.
 * </ol>
 */
package io.counterstream.processor.engine;

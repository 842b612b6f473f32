/**
 * Concurrency: a chain per counter, bounded requests in flight, repetition with backoff, and the
 * outcome of each command as a future.
 *
 * <pre>
 *   stream thread ── submit ──▶ PartitionEngine ──▶ CounterChain (one per counter) ──▶ CounterTable
 *        ▲                          one lock            a CounterMachine each             │
 *        └───────── future ◀────────────────────────────────────────────── answer ◀──────┘
 * </pre>
 */
package io.counterstream.processor.engine;

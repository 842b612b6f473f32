/**
 * The functional core: one command, one state, one outcome, and what must be remembered of it.
 *
 * <pre>
 *   LoggedCommand ──▶ CounterMachine ──▶ Actions: outcomes decided, and one request to the table
 *                       │    ▲
 *          Protocol ────┘    └──── the table's answers: CounterItem with its Journal
 * </pre>
 *
 * <p>No I/O, no clock, no threads, no random numbers: the engine drives it in production, and a
 * seeded simulation drives the same classes in tests.
 */
package io.counterstream.core;

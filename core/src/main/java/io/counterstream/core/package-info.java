/**
 * The functional core: commands, states, outcomes, and the journal that makes each decision final.
 *
 * <pre>
 *   LoggedCommand ──▶ CounterMachine ──▶ Actions: decisions, and one request to the table
 *                       │    ▲
 *          Protocol ────┘    └──── the table's responses: a CounterItem with its Journal
 * </pre>
 *
 * <p>The life of a command in {@link io.counterstream.core.CounterMachine}:
 *
 * <ol>
 *   <li><em>Waiting</em>: it arrived, in log order.
 *   <li><em>Checked</em>: the {@link io.counterstream.core.Protocol} compares it with the item. A
 *       command in the journal is decided again, with the same outcome; a stale one is reported.
 *   <li><em>Batched</em>: the {@link io.counterstream.core.Decider} decides it against the state
 *       after the command before it, and the batch's put is under way. A counter's first commands
 *       may be in a {@link io.counterstream.core.BlindUpdate} instead, which the table decides.
 *   <li><em>Decided</em>: the put was accepted, so the item records the command and its outcome is
 *       returned. If the put was refused, the command waits again and is checked against the item
 *       that the table holds.
 *   <li><em>Committed</em>: its outcome is committed, and the next put drops its journal entry.
 * </ol>
 *
 * <p>No I/O, no clock, no threads, no random numbers: the engine drives these classes in
 * production, and a seeded simulation drives the same ones in tests.
 */
package io.counterstream.core;

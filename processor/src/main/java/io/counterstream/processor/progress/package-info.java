/**
 * The progress watch: whether each partition's commands get outcomes, and if not, what for they
 * wait.
 *
 * <p>"Records are there, and nothing was committed for N seconds" is a fault, whatever the cause. A
 * stream thread records what it waits for before each call that may block; this costs it a clock
 * reading. Another thread looks at the records now and then and reports.
 *
 * <pre>
 *   stream thread ──waits, continues──▶ ThreadProgress ──┐
 *   poll, commit, hold ──▶ PartitionProgress ────────────┼─▶ ProgressWatch ─▶ Stall: log, health,
 *   state of the stream, topics, ends of the log ────────┘                         metrics
 * </pre>
 */
package io.counterstream.processor.progress;

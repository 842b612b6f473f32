/**
 * Commands that are sent twice: which of a partition's records repeat an earlier one.
 *
 * <p>A repeat is a valid command whose counter and command id stand in an earlier valid command
 * within the last N offsets of its log. So it is a function of the log alone: it needs no write,
 * and every owner of the partition judges it alike.
 *
 * <pre>
 *   takeover ─▶ CommandHistory reads the last N offsets ─┐
 *   record   ─▶ Repeats judges and remembers it ◀────────┘
 *   commit   ─▶ WindowSize: N in force, recorded with the decided offset
 * </pre>
 */
package io.counterstream.processor.repeats;

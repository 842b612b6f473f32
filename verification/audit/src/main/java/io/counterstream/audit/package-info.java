/**
 * An independent checker: given everything that was observed of a run, it decides whether the
 * guarantee held.
 *
 * <p>Its input is the content of the five topics, the table at the end, the edits of the table, and
 * the times at which clients sent commands and received outcomes. It shares no code with the
 * processor except the contract: the rules of a decision are implemented here a second time.
 *
 * <p>{@link io.counterstream.audit.Check} lists what must hold; {@link
 * io.counterstream.audit.Audit} checks it.
 */
package io.counterstream.audit;

/**
 * The sceptic's checker: given everything that was seen of a run, it says whether the guarantee
 * held.
 *
 * <p>It is told what stood in the five topics, what was in the table in the end, who edited the
 * table and when clients sent and received. It shares nothing with the processor but the contract:
 * what a command's outcome has to be is written down here a second time.
 *
 * <p>{@link io.counterstream.audit.Check} lists what must hold; {@link
 * io.counterstream.audit.Audit} checks it.
 */
package io.counterstream.audit;

/**
 * What is known of a run: the commands that were in the log, the outcomes, the table, and the
 * operations as lines of a file.
 */
package io.counterstream.torture.evidence;

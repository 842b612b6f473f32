package io.counterstream.torture.evidence;

import io.counterstream.audit.RecordPosition;

/**
 * A record of the command topic.
 *
 * @param position its position
 * @param number its number in the log of calls; -1 if it has none
 */
public record SentCommand(RecordPosition position, int number) {}

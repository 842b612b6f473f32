package io.counterstream.core;

import io.counterstream.core.Actions.Decided;
import java.util.List;
import java.util.OptionalLong;

/**
 * Commands of one counter that are recorded by one put, in log order.
 *
 * @param commands the commands
 * @param decided their outcomes
 * @param put the put that records them
 * @param commitUpTo see {@link Actions.Next.Put}
 */
record Batch(
    List<LoggedCommand> commands,
    List<Decided> decided,
    ConditionalPut put,
    OptionalLong commitUpTo) {}

package io.counterstream.audit;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Outcome;
import java.util.Optional;

/**
 * A valid command as its client saw it.
 *
 * @param position the position of its record
 * @param command the command
 * @param outcome its outcome; empty if it has none, so that it may or may not have taken effect
 * @param sentNanos the client's clock before it sent the command; {@link Long#MIN_VALUE} if that is
 *     not known
 * @param receivedNanos the same clock when the outcome was read; {@link Long#MAX_VALUE} if that is
 *     not known
 */
public record ObservedCommand(
    RecordPosition position,
    CounterCommand command,
    Optional<Outcome> outcome,
    long sentNanos,
    long receivedNanos) {}

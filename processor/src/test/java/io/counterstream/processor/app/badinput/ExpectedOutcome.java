package io.counterstream.processor.app.badinput;

import java.util.Optional;

/**
 * The outcome of a command, by the model.
 *
 * @param type applied, conflict or rejected
 * @param previous the value before, if it applies
 * @param value the value after
 * @param version the version after
 */
record ExpectedOutcome(String type, Optional<Long> previous, long value, long version) {}

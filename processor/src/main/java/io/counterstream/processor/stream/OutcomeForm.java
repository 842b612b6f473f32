package io.counterstream.processor.stream;

import io.counterstream.contract.kafka.OutcomeHeaders;

/**
 * How outcomes and dead letters are written.
 *
 * @param headers which headers outcomes get besides those of their commands
 * @param recordBytesMax the largest record that every result topic takes, in bytes; a larger one
 *     loses its command's headers, or as a dead letter its value
 */
public record OutcomeForm(OutcomeHeaders headers, int recordBytesMax) {}

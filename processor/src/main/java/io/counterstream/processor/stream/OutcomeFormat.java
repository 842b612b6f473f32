package io.counterstream.processor.stream;

import io.counterstream.contract.kafka.OutcomeHeaders;

/**
 * How outcomes and dead letters are written.
 *
 * @param headers which headers outcomes get besides those of their commands
 * @param recordBytesMax the largest record that every result topic accepts, in bytes; a larger
 *     outcome loses its command's headers, a larger dead letter its value
 */
public record OutcomeFormat(OutcomeHeaders headers, int recordBytesMax) {}

/**
 * The types that all modules and users share: commands, outcomes, states and topic names.
 *
 * <p>They are plain values without I/O. {@code io.counterstream.contract.json} has their wire form,
 * {@code io.counterstream.contract.kafka} the serializers and headers.
 */
package io.counterstream.contract;

/**
 * The words every module and every user shares: commands, outcomes, states and topic names.
 *
 * <p>Plain values without I/O. {@code io.counterstream.contract.json} gives them their wire form,
 * {@code io.counterstream.contract.kafka} the serializers and headers.
 */
package io.counterstream.contract;

/** Serializers, record headers, and access to the results of Kafka's clients. */
package io.counterstream.contract.kafka;

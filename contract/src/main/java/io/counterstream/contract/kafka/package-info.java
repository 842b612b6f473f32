/** What Kafka needs besides the values: serializers, and the headers that records carry. */
package io.counterstream.contract.kafka;

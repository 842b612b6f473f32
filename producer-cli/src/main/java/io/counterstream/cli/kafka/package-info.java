/** Connections to Kafka: what can be wrong with them, the client library, the result topics. */
package io.counterstream.cli.kafka;

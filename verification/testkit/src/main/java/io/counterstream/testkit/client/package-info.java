/** Plain clients of Kafka and DynamoDB, which know nothing of Counterstream. */
package io.counterstream.testkit.client;

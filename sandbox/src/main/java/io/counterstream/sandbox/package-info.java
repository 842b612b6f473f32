/**
 * A real Kafka broker and a real DynamoDB Local in one JVM, for trying things out and for tests.
 *
 * <pre>
 *   SandboxMain ──► Sandbox ──┬──► EmbeddedKafka     127.0.0.1:kafkaPort  ◄── Kafka clients
 *                             └──► EmbeddedDynamoDb  127.0.0.1:tablePort  ◄── AWS SDK
 *                                        │
 *                                  DataDirectory: temporary, or one that survives restarts
 * </pre>
 *
 * <p>Only the loopback address listens: there is no authentication. Nothing here knows of counters.
 */
package io.counterstream.sandbox;

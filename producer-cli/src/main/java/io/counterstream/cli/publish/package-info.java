/**
 * Lines to commands to the command topic, and back to where it stopped.
 *
 * <pre>
 * Publication - Sending -+- InputLines - LineFormat (JsonCommands, CsvCommands)
 *      |                 +- CommandSink (PlainSink, TransactionalSink)
 *      |                 '- AwaitedOutcomes
 *      '- Remembered - PublicationState, a file; Position, in Kafka
 * </pre>
 */
package io.counterstream.cli.publish;

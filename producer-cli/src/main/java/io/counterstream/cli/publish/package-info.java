/**
 * Publishes the lines of a file or a pipe as commands, and resumes where an earlier run stopped.
 *
 * <pre>
 * Publication - Sending -+- CommandInput - InputLines, LineFormat (JsonCommands, CsvCommands)
 *      |                 +- CommandSink (PlainSink, TransactionalSink)
 *      |                 '- AwaitedOutcomes
 *      '- Remembered - PublicationState, a file; InputPosition, in Kafka
 * </pre>
 */
package io.counterstream.cli.publish;

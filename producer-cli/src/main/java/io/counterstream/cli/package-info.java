/**
 * The command line: the tree of commands, a class per command, and their options.
 *
 * <pre>
 * CommandTree - CounterstreamCli -+- OneCommand, Get ------- kafka.ClientSession - client library
 *                                 +- LoadCommand ----------- load ----------------'
 *                                 +- Watch, OutcomeCommand - kafka.OutcomeTail
 *                                 +- DlqCommand ------------ dlq
 *                                 +- Publish --------------- publish
 *                                 +- TopicsCommand --------- kafka.TopicSurvey
 *                                 +- ListCommand, Inspect -- TableReader - module dynamodb
 *                                 '- Completion
 * </pre>
 *
 * <p>Commands name classes of Kafka and of the AWS SDK only inside methods, so that {@code --help}
 * loads neither.
 */
package io.counterstream.cli;

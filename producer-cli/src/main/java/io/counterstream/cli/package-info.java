/**
 * The command line: a class per command, and their options.
 *
 * <pre>
 * CounterstreamCli -+- Increment, Get ------- kafka.ClientSession - the client library
 *                   +- Load ----------------- load ----------------'
 *                   +- Watch ---------------- kafka.OutcomeReader
 *                   +- Publish -------------- publish
 *                   +- TopicsCommand -------- kafka.TopicSurvey
 *                   +- ListCounters, Inspect- TableReader - the processor's reader of items
 *                   '- Completion
 * </pre>
 *
 * <p>Commands name classes of Kafka and of the AWS SDK only inside methods, so that {@code --help}
 * loads neither.
 */
package io.counterstream.cli;

/**
 * The command line: sends commands, waits for their outcomes and shows them.
 *
 * <pre>
 * CounterstreamCli -+- Increment, Get - CommandSession -+- CommandSender -> counter-commands
 *                   |                                   +- OutcomeReader &lt;- counter-applied, ...
 *                   +- Watch ---------------------------+- OutcomeReader
 *                   +- Publish -------------------------+- CommandSender
 * </pre>
 *
 * <p>{@link counterstream.cli.CommandSession} is what other programs use: one command in, its
 * outcome out. The commands name classes of the Kafka clients only inside methods, so that {@code
 * --help} doesn't load them.
 */
package counterstream.cli;

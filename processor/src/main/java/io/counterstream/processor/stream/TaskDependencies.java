package io.counterstream.processor.stream;

import io.counterstream.contract.Topics;
import io.counterstream.processor.engine.Engine;
import io.counterstream.processor.offsets.ResetAdvice;
import io.counterstream.processor.offsets.ResetGuard;
import io.counterstream.processor.offsets.StaleRedeliveries;
import io.counterstream.processor.reply.ReplyTopics;
import java.time.Duration;

/**
 * What the processors of all tasks share.
 *
 * @param topics the topics' names
 * @param engine sends the commands to the table
 * @param topicIds looks up the command topic's id
 * @param format how outcomes are written
 * @param replies which topics commands may name for their replies
 * @param outcomeWaitMax how long a record may wait for its outcome; while a transaction is open,
 *     counted from its start
 * @param threads the state of each stream thread
 * @param staleRedeliveries counts the deliveries of stale commands
 * @param guard detects that the group's offsets were reset
 * @param advice describes a reset
 */
record TaskDependencies(
    Topics topics,
    Engine engine,
    TopicIds topicIds,
    OutcomeFormat format,
    ReplyTopics replies,
    Duration outcomeWaitMax,
    StreamThreads threads,
    StaleRedeliveries staleRedeliveries,
    ResetGuard guard,
    ResetAdvice advice) {}

package io.counterstream.processor.stream;

import io.counterstream.contract.Topics;
import io.counterstream.processor.engine.Engine;
import io.counterstream.processor.offsets.ResetAdvice;
import io.counterstream.processor.offsets.ResetGuard;
import io.counterstream.processor.offsets.StaleRedeliveries;
import io.counterstream.processor.repeats.RepeatWindows;
import io.counterstream.processor.reply.ReplyTopics;
import java.time.Duration;
import java.util.Optional;

/**
 * What the processors of all tasks share.
 *
 * @param topics the topics' names
 * @param engine sends the commands to the table
 * @param topic the command topic that is followed
 * @param format how outcomes are written
 * @param replies which topics commands may name for their replies
 * @param outcomeWaitMax how long a record may wait for its outcome; while a transaction is open,
 *     counted from its start
 * @param threads the state of each stream thread
 * @param staleRedeliveries counts the deliveries of stale commands
 * @param guard detects that processing would not continue where the outcomes end
 * @param advice describes to the operator what the guard detects
 * @param listener counts the stream's events
 * @param repeats recognises commands that are sent twice
 * @param takeovers reads what is needed before a partition is opened
 * @param held pauses partitions whose items are at fault; empty if the processor stops instead
 */
record TaskDependencies(
    Topics topics,
    Engine engine,
    FollowedTopic topic,
    OutcomeFormat format,
    ReplyTopics replies,
    Duration outcomeWaitMax,
    StreamThreads threads,
    StaleRedeliveries staleRedeliveries,
    ResetGuard guard,
    ResetAdvice advice,
    StreamListener listener,
    RepeatWindows repeats,
    Takeovers takeovers,
    Optional<HeldPartitions> held) {}

package io.counterstream.processor.stream;

import io.counterstream.contract.Topics;
import io.counterstream.processor.engine.Engine;
import java.time.Duration;

/**
 * What the processors of all tasks share.
 *
 * @param topics the topics' names
 * @param engine carries the commands to the table
 * @param topicIds looks up the command topic's id
 * @param form how outcomes are written
 * @param replies which topics commands may name for their replies
 * @param patience how long a record may wait for its outcome, counted from the beginning of the
 *     open transaction if there is one
 * @param lookahead each thread's work
 * @param sightings of stale commands
 * @param guard against offsets that were reset
 */
record StreamParts(
    Topics topics,
    Engine engine,
    TopicIds topicIds,
    OutcomeForm form,
    ReplyTopics replies,
    Duration patience,
    Lookahead lookahead,
    StaleSightings sightings,
    ResetGuard guard) {}

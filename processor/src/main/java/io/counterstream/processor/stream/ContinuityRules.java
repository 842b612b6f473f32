package io.counterstream.processor.stream;

import io.counterstream.processor.offsets.AssignmentListener;
import io.counterstream.processor.offsets.ResetAdvice;
import io.counterstream.processor.offsets.ResetGuard;
import io.counterstream.processor.repeats.RepeatWindows;
import java.util.concurrent.Executor;

/**
 * What is done where a partition's log and its outcomes do not fit, where a log repeats itself, and
 * where an owner left a transaction open.
 *
 * @param guard detects that processing would not continue where the outcomes end
 * @param advice describes to the operator what the guard detects
 * @param listener counts what was lost
 * @param repeats recognises commands that are sent twice
 * @param takeovers runs what is read before a partition is opened; no record of an assigned
 *     partition is polled until its read has ended
 * @param assignments ends what earlier owners of assigned partitions left open
 */
public record ContinuityRules(
    ResetGuard guard,
    ResetAdvice advice,
    StreamListener listener,
    RepeatWindows repeats,
    Executor takeovers,
    AssignmentListener assignments) {}

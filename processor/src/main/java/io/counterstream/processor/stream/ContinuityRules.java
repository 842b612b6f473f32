package io.counterstream.processor.stream;

import io.counterstream.processor.offsets.ResetAdvice;
import io.counterstream.processor.offsets.ResetGuard;

/**
 * What is done where a partition's log and its outcomes do not fit.
 *
 * @param guard detects that processing would not continue where the outcomes end
 * @param advice describes to the operator what the guard detects
 * @param listener counts what was lost
 */
public record ContinuityRules(ResetGuard guard, ResetAdvice advice, StreamListener listener) {}

package io.counterstream.core;

/**
 * A broken invariant, and when it broke.
 *
 * @param invariant the invariant, one of a simulation's own
 * @param at the step
 * @param what what was found
 */
public record Violation(Enum<?> invariant, long at, String what) {}

package com.example.counters;

/**
 * A command as JSON has it. Commands are read strictly, so it has no other fields.
 *
 * @param expected a {@link Long}, {@code "any"} or {@code "absent"}
 */
public record IncrementCommand(String commandId, String counter, long delta, Object expected) {}

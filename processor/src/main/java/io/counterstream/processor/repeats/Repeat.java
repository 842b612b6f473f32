package io.counterstream.processor.repeats;

import java.util.Optional;

/**
 * What a command repeats.
 *
 * @param offset the offset of the first command in the window that has the same counter and id
 * @param timestampMillis that command's timestamp
 * @param differs the first other field in which the two differ, if one does
 */
public record Repeat(long offset, long timestampMillis, Optional<String> differs) {}

package io.counterstream.processor.stream;

import io.counterstream.processor.progress.ProgressWatch;
import java.time.Duration;

/**
 * How partitions that make no progress are watched and handled.
 *
 * @param watch learns how far each partition is and what it waits for
 * @param onItemFault what to do when a counter's item can't be read or written
 * @param betweenLooks the time between two looks at such an item
 */
public record Supervision(ProgressWatch watch, OnItemFault onItemFault, Duration betweenLooks) {}

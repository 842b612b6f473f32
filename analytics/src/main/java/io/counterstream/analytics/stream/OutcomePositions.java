package io.counterstream.analytics.stream;

import io.counterstream.analytics.model.SeenOutcome.CommandLogPosition;
import io.counterstream.contract.kafka.OutcomeHeaders;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/** Reads where an outcome's command is, from the CloudEvents headers. */
final class OutcomePositions {
  private OutcomePositions() {}

  static Optional<CommandLogPosition> positionOf(Headers headers) {
    return OutcomeHeaders.positionOf(headers)
        .map(position -> new CommandLogPosition(
            position.topicId() + "/" + position.partition(), position.offset()));
  }
}

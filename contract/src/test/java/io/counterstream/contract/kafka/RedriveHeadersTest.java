package io.counterstream.contract.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.json.DecodedCommand;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** The headers of a command that was sent instead of a dead letter. */
class RedriveHeadersTest {
  private static final CommandPosition SOURCE =
      new CommandPosition("counter-commands", new Uuid(1, 2), 3, 17);

  @Test
  void nameTheDeadLetterAndKeepWhatDoesNotDescribeItsValue() {
    Headers letter = new RecordHeaders()
        .add("traceparent", "t".getBytes(UTF_8))
        .add("content-type", "text/csv".getBytes(UTF_8))
        .add("counterstream_dead_letter", "of an earlier one".getBytes(UTF_8));
    DeadLetterHeaders.addTo(letter, SOURCE, new DecodedCommand.Unreadable("no JSON"));
    int before = letter.toArray().length;
    Headers headers = RedriveHeaders.of(letter, "counter-commands-dlq/3/4", SOURCE);
    List<String> found = new ArrayList<>();
    headers.forEach(header -> found.add(header.key() + "=" + new String(header.value(), UTF_8)));
    assertThat(found)
        .containsExactly(
            "traceparent=t",
            "counterstream_dead_letter=counter-commands-dlq/3/4",
            "counterstream_dead_letter_source=" + SOURCE.eventId());
    assertThat(RedriveHeaders.sourceOf(headers)).hasValue(RedriveHeaders.idOf(SOURCE));
    assertThat(RedriveHeaders.sourceOf(letter)).isEmpty();
    assertThat(letter.toArray()).as("the dead letter's own").hasSize(before);
  }
}

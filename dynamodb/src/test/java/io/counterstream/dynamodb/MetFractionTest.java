package io.counterstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.contract.CounterState;
import io.counterstream.core.ConditionalPut;
import io.counterstream.core.CounterItem;
import io.counterstream.core.LogProgress;
import io.counterstream.core.LogSource;
import io.counterstream.core.journal.Journal;
import io.counterstream.core.journal.JournalCodec;
import io.counterstream.core.table.UnreadableItemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Items that a blind update of one command at offset 40 left, by what it met. */
class MetFractionTest {
  private static final LogSource OURS = new LogSource("topicA", 0);

  @Test
  void aStateDecidesTheCommand() {
    CounterItem item = item("6/4", "5/3");
    assertThat(item.state()).contains(new CounterState(6, 4));
    assertThat(item.logs().get(0).journal()).hasToString("[40:5/3]");
  }

  @ParameterizedTest(name = "{0}, was {1}: {2}")
  @CsvSource({
    "2.5/4, 1.5/3, 1.5/3",
    "2.50/4, 1.5/3, 1.5/3",
    "6/2.5, 5/1.5, 5/1.5",
    "7.5/4, 1.5/3, 7.5/3",
    "2.5/9, 1.5/3, 1.5/9",
    // The sum has more digits than a number may have: DynamoDB rounds it, or refuses it.
    "1/4, 1E-130/3, 1E-130/3",
    "1.0000000000000000000000000000000000001/4, 1E-130/3, 1E-130/3"
  })
  void aFractionDecidesNothingAndIsRestoredUnlessItWasEdited(
      String now, String before, String kept) {
    CounterItem item = item(now, before);
    assertThat(item.state()).isEmpty();
    assertThat(item.logs()).isEqualTo(List.of(new LogProgress(OURS, 39, Journal.EMPTY)));
    assertThat(((RawAttributes) item.raw().orElseThrow()).kept())
        .isEqualTo(state(kept, "value", "version"));
  }

  /** No update was accepted by such a state, so what was decided is unknown. */
  @ParameterizedTest
  @ValueSource(strings = {"1E30/3", "5/9223372036854775808", "5/-3"})
  void aNumberThatNoUpdateMetIsAFault(String before) {
    assertThatThrownBy(() -> item("6/4", before))
        .isInstanceOf(UnreadableItemException.class)
        .hasMessageContaining("attribute valueBefore must be ");
  }

  /** With commands that add nothing, only valueBefore tells that it was executed. */
  @Test
  void thePutThatRestoresIsAcceptedOnce() {
    CounterItem seen = item("2.5/4", "1.5/3");
    CounterItem rejected = new CounterItem(
        "visits",
        seen.content(),
        List.of(new LogProgress(OURS, 40, Journal.EMPTY)),
        Optional.empty(),
        Optional.empty());
    UpdateItemRequest request =
        PutRequest.request("counters", new ConditionalPut(rejected, Optional.of(seen)), 99);
    assertThat(request.conditionExpression())
        .isEqualTo("#v=:0 AND #n=:1 AND #s=:2 AND #o=:3 AND #w=:4 AND attribute_not_exists(#l)");
    assertThat(UpdateRequestText.numbered(request)).isEqualTo("2.5 4 topicA/0 40 1.5");
    assertThat(UpdateRequestText.set(request)).isEqualTo("#j #n #v");
    assertThat(request.expressionAttributeValues())
        .containsEntry(":v", AttributeValue.fromN("1.5"))
        .containsEntry(":n", AttributeValue.fromN("3"));
    UpdateRequestText.assertDeclaresWhatItUses(request);
  }

  private static CounterItem item(String now, String before) {
    Journal.Writer journal = Journal.EMPTY.writer();
    journal.add(40, CounterState.ABSENT);
    byte[] bytes = JournalCodec.encodeRelative(journal.journal(), 40, new JournalCodec.Move(1, 1));
    Map<String, AttributeValue> attributes = new HashMap<>(ItemCodec.key("visits"));
    attributes.putAll(state(now, "value", "version"));
    attributes.put("source", AttributeValue.fromS(OURS.toString()));
    attributes.put("offset", AttributeValue.fromN("40"));
    attributes.put("journal", AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
    attributes.putAll(state(before, "valueBefore", "versionBefore"));
    return ItemDecoder.item(attributes).orElseThrow();
  }

  private static Map<String, AttributeValue> state(String state, String value, String version) {
    String[] numbers = state.split("/");
    return Map.of(
        value, AttributeValue.fromN(numbers[0]), version, AttributeValue.fromN(numbers[1]));
  }
}

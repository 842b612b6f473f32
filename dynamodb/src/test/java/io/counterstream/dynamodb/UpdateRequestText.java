package io.counterstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Parts of an {@code UpdateItem} as text. */
final class UpdateRequestText {
  private static final Pattern PLACEHOLDER = Pattern.compile("[#:][a-z0-9]+");

  private UpdateRequestText() {}

  /** The values that the condition compares, in the order of their placeholders. */
  static String numbered(UpdateItemRequest request) {
    return new TreeMap<>(request.expressionAttributeValues())
        .entrySet().stream()
            .filter(value -> value.getKey().matches(":[0-9]+"))
            .map(Map.Entry::getValue)
            .map(value -> value.n() == null ? value.s() : value.n())
            .collect(Collectors.joining(" "));
  }

  /** The placeholders of the attributes that are set, in alphabetical order. */
  static String set(UpdateItemRequest request) {
    String sets =
        request.updateExpression().replaceFirst("^SET ", "").replaceFirst(" REMOVE.*", "");
    return Arrays.stream(sets.split(",(?=#)"))
        .map(set -> set.replaceFirst("=.*", ""))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  /** DynamoDB refuses a request with a name or value that is not declared, or not used. */
  static void assertDeclaresWhatItUses(UpdateItemRequest request) {
    String used = PLACEHOLDER
        .matcher(request.updateExpression() + " " + request.conditionExpression())
        .results()
        .map(found -> found.group())
        .distinct()
        .sorted()
        .collect(Collectors.joining(" "));
    Map<String, Object> declared = new TreeMap<>(request.expressionAttributeNames());
    Map<String, AttributeValue> values = request.expressionAttributeValues();
    declared.putAll(values);
    assertThat(String.join(" ", declared.keySet())).isEqualTo(used);
    assertThat(request.expressionAttributeNames().values()).doesNotHaveDuplicates();
  }
}

package io.counterstream.contract.kafka;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers that describe the key and value of the record that carries them. On a record with
 * another value they would be false: a reader that trusts them decodes an outcome as a command.
 * Names are compared without regard to case.
 */
final class PayloadHeaders {
  private static final Set<String> NAMES = Set.of(
      // Media types, also as Spring Cloud Stream and .NET's type resolvers spell them.
      "content-type",
      "contenttype",
      "content-encoding",
      "originalcontenttype",
      "message-type",
      // Spring's type mapper and delegating serializers.
      "__typeid__",
      "__contenttypeid__",
      "__keytypeid__",
      "__key_typeid__",
      "__key_contenttypeid__",
      "__key_keytypeid__",
      "spring.kafka.serialization.selector",
      "spring.kafka.key.serialization.selector",
      // Confluent's schema registry.
      "__key_schema_id",
      "__value_schema_id");

  private static final List<String> PREFIXES = List.of(
      // Attributes of a CloudEvent, which is the message itself.
      "ce_",
      // Apicurio's schema registry.
      "apicurio.key.",
      "apicurio.value.",
      // Exceptions of Spring's deserializers.
      "springdeserializerexception");

  private PayloadHeaders() {}

  /** Returns the other headers, in their order; the same object if there are no others. */
  static Headers without(Headers headers) {
    for (Header header : headers) {
      if (describesPayload(header.key())) {
        return filtered(headers);
      }
    }
    return headers;
  }

  private static Headers filtered(Headers headers) {
    // Removing one by one would take quadratic time.
    Headers others = new RecordHeaders();
    for (Header header : headers) {
      if (!describesPayload(header.key())) {
        others.add(header);
      }
    }
    return others;
  }

  private static boolean describesPayload(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return NAMES.contains(lower) || PREFIXES.stream().anyMatch(lower::startsWith);
  }
}

package io.counterstream.contract.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Creates JSON parsers and writes JSON objects.
 *
 * <p>The broker bounds a value's length ({@code max.message.bytes}), so strings and numbers have no
 * further bound here: a number of a million digits is a fault to report, not a reason to fail.
 * Nesting is bounded because it costs stack and memory, names because no valid one is longer.
 *
 * <p>Text is parsed as characters. Jackson's parser of bytes keeps every name that it has read in a
 * table that all parsers share; hostile names would fill it, and each new name would copy it.
 */
final class JsonBytes {
  /** How deep arrays and objects may nest. */
  static final int NESTING_MAX = 1000;

  /** How long a field's name may be, in UTF-16 code units. */
  static final int NAME_LENGTH_MAX = 1000;

  private static final int MESSAGE_SIZE_USUAL_BYTES = 256;

  private static final JsonFactory FACTORY = new JsonFactoryBuilder()
      .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
      .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
      .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxNestingDepth(NESTING_MAX)
          .maxNumberLength(Integer.MAX_VALUE)
          .maxStringLength(Integer.MAX_VALUE)
          .maxNameLength(NAME_LENGTH_MAX)
          .build())
      .build();

  private JsonBytes() {}

  static JsonParser parser(String json) throws IOException {
    return FACTORY.createParser(json.toCharArray());
  }

  /** One JSON object with the fields that {@code fields} writes. */
  static byte[] object(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(MESSAGE_SIZE_USUAL_BYTES);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      fields.writeTo(json);
      json.writeEndObject();
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    return bytes.toByteArray();
  }

  /** The fields of an object to be written. */
  interface Fields {
    void writeTo(JsonGenerator json) throws IOException;
  }
}

package io.counterstream.contract.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import io.counterstream.contract.IncrementCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Decodes tens of thousands of generated commands: valid, damaged, and other bytes. The oracle is
 * the published schema, applied to a tree from another parser, plus the few rules that a schema
 * can't express, as its comment says.
 */
class SeededCommandsTest {
  private static final int COMMANDS = 15_000;
  private static final JsonMapper TREES = JsonMapper.builder(JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build())
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .build();

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 41, 20261121})
  void validIsWhatTheSchemaAllows(long seed) throws IOException {
    Schema schema = ContractFiles.schema("command");
    CommandGenerator generator = new CommandGenerator(new Random(seed));
    int valid = 0;
    for (int i = 0; i < COMMANDS; i++) {
      String json = generator.next();
      boolean allowed = isAllowed(schema, json);
      DecodedCommand decoded = CommandCodec.decode(keyOf(json), utf8(json));
      assertThat(decoded instanceof DecodedCommand.Valid)
          .as("seed %d, command %d: %s gives %s", seed, i, json, decoded)
          .isEqualTo(allowed);
      valid += allowed ? 1 : 0;
    }
    assertThat(valid).as("both sides are tried").isBetween(COMMANDS / 10, COMMANDS * 9 / 10);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {2, 42, 20261122})
  void damagedBytesAreOneOfThree(long seed) {
    Random random = new Random(seed);
    CommandGenerator generator = new CommandGenerator(random);
    for (int i = 0; i < COMMANDS; i++) {
      byte[] value = damaged(utf8(generator.next()), random);
      byte[] key = random.nextInt(4) == 0 ? null : damaged(utf8("c"), random);
      assertAnswers(key, value, "seed " + seed + ", command " + i);
    }
  }

  @Test
  void randomBytesAreUnreadable() {
    long seed = 3;
    Random random = new Random(seed);
    for (int i = 0; i < COMMANDS; i++) {
      byte[] value = new byte[random.nextInt(64)];
      random.nextBytes(value);
      assertThat(CommandCodec.decode(null, value))
          .as("seed %d, value %d: %s", seed, i, HexFormat.of().formatHex(value))
          .isInstanceOf(DecodedCommand.Unreadable.class);
    }
  }

  private static void assertAnswers(byte[] key, byte[] value, String which) {
    try {
      DecodedCommand decoded = CommandCodec.decode(key, value);
      if (decoded instanceof DecodedCommand.Valid valid) {
        IncrementCommand command = valid.command();
        assertThat(CommandCodec.decode(key, CommandCodec.encode(command))).isEqualTo(decoded);
      } else if (decoded instanceof DecodedCommand.Invalid invalid) {
        IncrementCommand.checkedId(invalid.commandId());
        assertThat(invalid.message()).hasSizeLessThan(1000).doesNotContain("\n");
      } else {
        String message = ((DecodedCommand.Unreadable) decoded).message();
        assertThat(message).hasSizeLessThan(1000).doesNotContain("\n");
      }
    } catch (RuntimeException | AssertionError failed) {
      throw new AssertionError(which + ": " + HexFormat.of().formatHex(value), failed);
    }
  }

  private static boolean isAllowed(Schema schema, String json) {
    JsonNode tree;
    try {
      tree = TREES.readTree(json);
    } catch (IOException noJson) {
      return false;
    }
    if (!schema.validate(tree).isEmpty()) {
      return false;
    }
    for (JsonNode field : tree) {
      boolean whole = !field.isNumber() || field.isIntegralNumber();
      boolean text = !field.isTextual() || isUnicode(field.textValue());
      if (!whole || !text) {
        return false;
      }
    }
    return utf8(tree.get("counter").textValue()).length <= 255;
  }

  private static boolean isUnicode(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static byte[] keyOf(String json) {
    try {
      JsonNode counter = ContractFiles.JSON.readTree(json).path("counter");
      return counter.isTextual() ? utf8(counter.textValue()) : null;
    } catch (IOException noJson) {
      return null;
    }
  }

  private static byte[] damaged(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    int hits = random.nextInt(3);
    for (int i = 0; i < hits; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
    return Arrays.copyOf(bytes, length);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package io.counterstream.contract.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Header values as text in UTF-8. */
final class HeaderText {
  private HeaderText() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The last header of this name. Empty if there is none, it has no value, or its bytes are not
   * UTF-8.
   */
  static Optional<String> last(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    if (header == null || header.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(header.value()))
          .toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }
}

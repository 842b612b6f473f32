package io.counterstream.contract.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Properties files as editors and shells write them. */
class PropertiesFileTest {
  @TempDir
  private Path folder;

  @Test
  void readsUtf8WithOrWithoutAByteOrderMark() throws IOException {
    String text =
        "topic.prefix=z\u00e4hler\r\n# a comment with \\\\u\r\nb : two \\\r\n  lines  \r\nc\n";
    Map<String, String> values = Map.of("topic.prefix", "z\u00e4hler", "b", "two lines", "c", "");
    assertThat(read(text)).isEqualTo(values);
    assertThat(read("\ufeff" + text)).isEqualTo(values);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          a=1,b=é                | line 2 is not UTF-8 text, found 0xe9 at byte 2
          é=1                    | line 1 is not UTF-8 text, found 0xe9 at byte 0
          a=1,b=C:\\users,c=2    | line 2 has a \\u without four hexadecimal digits
          a=1 \\,b\\u00e,c=\\ux   | line 2 has a \\u without four hexadecimal digits
          #\\u,a=\\u00e           | line 2 has a \\u without four hexadecimal digits
          """)
  void namesFileAndLine(String lines, String fault) throws IOException {
    Path file = folder.resolve("bad.properties");
    Files.write(file, lines.replace(',', '\n').getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> PropertiesFile.read(file))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageStartingWith(file + ": " + fault);
  }

  @Test
  void showsNoPartOfAValueThatMayBeAPassword() throws IOException {
    Path file = Files.writeString(folder.resolve("p"), "ssl.keystore.password=canary\\under\n");
    assertThatThrownBy(() -> PropertiesFile.read(file)).message().doesNotContain("canary", "nder");
  }

  @Test
  void readsAPipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CompletableFuture<Void> written = CompletableFuture.runAsync(() -> {
      try (OutputStream output = Files.newOutputStream(pipe)) {
        output.write("a=1\n".getBytes(StandardCharsets.UTF_8));
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    });
    assertThat(PropertiesFile.read(pipe)).isEqualTo(Map.of("a", "1"));
    written.join();
  }

  private Map<String, String> read(String text) throws IOException {
    return PropertiesFile.read(Files.writeString(folder.resolve("good.properties"), text));
  }
}

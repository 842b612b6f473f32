package io.counterstream.contract.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Properties files as editors and shells write them. */
class PropertiesFileTest {
  private static final String MEANINGFUL = "aau004\\\\ \t=:#!\r\n\n\u00e9";

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
  void readsWhateverTheJdkReadsAndNamesTheLineOtherwise() throws IOException {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      random.ints(40, 0, MEANINGFUL.length()).forEach(i -> text.append(MEANINGFUL.charAt(i)));
      Map<String, String> expected = new TreeMap<>();
      try {
        Properties properties = new Properties();
        properties.load(new StringReader(text.toString()));
        properties.forEach((name, value) -> expected.put((String) name, ((String) value).strip()));
      } catch (IllegalArgumentException malformed) {
        assertThatThrownBy(() -> read(text.toString()))
            .as("seed %d", seed)
            .isInstanceOf(UnreadableFileException.class)
            .message()
            .containsPattern("line [1-9][0-9]* has a .u without");
        continue;
      }
      assertThat(read(text.toString())).as("seed %d", seed).isEqualTo(expected);
    }
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

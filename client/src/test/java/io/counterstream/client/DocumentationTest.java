package io.counterstream.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every example that people read is part of {@link ClientExamplesIT}, which runs it. */
class DocumentationTest {
  private static final Path EXAMPLES =
      Path.of("src", "test", "java", "io", "counterstream", "client", "ClientExamplesIT.java");

  private String tested;

  @BeforeEach
  void read() throws IOException {
    tested = squeezed(Files.readString(EXAMPLES));
  }

  @Test
  void everyBlockOfThePageIsRun() throws IOException {
    assertThat(Documentation.blocks())
        .hasSizeGreaterThan(4)
        .allSatisfy(block -> assertThat(tested).contains(squeezed(block)));
  }

  @Test
  void theSessionIsRunLineByLine() throws IOException {
    assertThat(Documentation.session()).hasSize(12);
    assertThat(tested).contains(squeezed(String.join("", Documentation.session())));
  }

  @Test
  void theReadmesSessionIsPartOfIt() throws IOException {
    String session = squeezed(String.join("", Documentation.session()));
    assertThat(Documentation.readme()).hasSize(5);
    assertThat(session)
        .containsSubsequence(
            Documentation.readme().stream().map(DocumentationTest::squeezed).toList());
    String readme = Files.readString(Documentation.README);
    assertThat(Documentation.printedBySession())
        .contains("true", "11")
        .anySatisfy(
            printed -> assertThat(readme).contains(printed.replaceAll(".*: (.*):.*", "$1")));
    assertThat(readme).containsSubsequence("> 0", "// true", "// 11");
  }

  @Test
  void everyExampleInTheJavadocIsRun() throws IOException {
    assertThat(Documentation.javadoc())
        .hasSize(6)
        .allSatisfy(example -> assertThat(tested).contains(squeezed(example)));
  }

  private static String squeezed(String code) {
    return code.replaceAll("\\s", "");
  }
}

package io.counterstream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's first command in a JVM of its own, as a user runs it. */
class QuickstartIT {
  @Test
  void theTourShowsACreationChangesAConflictAndTheItemAndEndsWithZero() throws Exception {
    List<String> command = new ArrayList<>(
        List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    Stream.of(System.getProperty("jvm.quiet", "").split(" "))
        .filter(option -> !option.isEmpty())
        .forEach(command::add);
    command.addAll(List.of(
        "-cp", System.getProperty("java.class.path"), QuickstartMain.class.getName(), "--once"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = read(process);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output)
        .containsSubsequence(
            "applied   page-views  0 -> 100  (version 1)",
            "applied   page-views  100 -> 101  (version 2)",
            "applied   page-views  101 -> 142  (version 3)",
            "applied   page-views  142 -> 140  (version 4)",
            "conflict  page-views  expected 100, is 140  (version 4): nothing changed",
            "applied   page-views  140 -> 141  (version 5)")
        .containsPattern(Pattern.compile("^  value +141$", Pattern.MULTILINE))
        .containsPattern(Pattern.compile("^  version +5$", Pattern.MULTILINE))
        .doesNotContain("WARN", "ERROR", "Exception");
  }

  private static String read(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}

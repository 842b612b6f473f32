package io.counterstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Completion, as bash does it. */
class CompletionTest {
  private static final Pattern OPTION = Pattern.compile("names = \"(--[a-z-]+)\"");
  private static final Map<String, String> SOURCES = Map.of(
      "quickstart", "quickstart/src/main/java/io/counterstream/quickstart/QuickstartMain.java",
      "sandbox", "sandbox/src/main/java/io/counterstream/sandbox/SandboxMain.java",
      "processor", "processor/src/main/java/io/counterstream/processor/app/ProcessorMain.java",
      "torture", "verification/torture/src/main/java/io/counterstream/torture/run/TortureMain.java",
      "bench", "verification/benchmarks/src/main/java/io/counterstream/benchmarks/BenchMain.java");

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          counterstream incr                    | increment
          counterstream increment --exp         | --expected --expected-version
          counterstream get v --output ''       | text json
          counterstream watch --type c          | conflict
          counterstream sandbox --kaf           | --kafka-port
          counterstream processor --prov        | --provision --provision-only
          counterstream help tor                | torture
          """)
  void bashCompletes(String words, String completions) throws IOException, InterruptedException {
    Terminal terminal = new Terminal();
    assertThat(terminal.run("completion", "bash")).isZero();
    Path script =
        Files.writeString(folder.resolve("completion"), terminal.out() + """

        compopt() { :; } # only bash itself may call the real one
        COMP_WORDS=(%1$s)
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        COMP_LINE="%1$s"
        COMP_POINT=${#COMP_LINE}
        _complete_counterstream
        echo "${COMPREPLY[@]}"
        """.formatted(words));
    Process bash =
        new ProcessBuilder("bash", script.toString()).redirectErrorStream(true).start();
    String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(Arrays.asList(answer.strip().split("\\s+")))
        .containsExactlyInAnyOrder(completions.split(" "));
    assertThat(bash.waitFor()).isZero();
  }

  @Test
  void zshRunsTheSameScript() {
    Terminal bash = new Terminal();
    Terminal zsh = new Terminal();
    assertThat(bash.run("completion", "bash")).isZero();
    assertThat(zsh.run("completion", "zsh")).isZero();
    assertThat(zsh.out()).isEqualTo(bash.out()).contains("bashcompinit");
  }

  @Test
  void knowsTheOptionsOfTheLaunchersOtherCommands() throws IOException {
    assertThat(LauncherCommands.OPTIONS.keySet()).isEqualTo(SOURCES.keySet());
    for (Map.Entry<String, String> source : SOURCES.entrySet()) {
      String code = Files.readString(Path.of("..").resolve(source.getValue()));
      assertThat(LauncherCommands.OPTIONS.get(source.getKey()).names())
          .as(source.getKey())
          .isEqualTo(OPTION
              .matcher(code)
              .results()
              .map(found -> found.group(1))
              .collect(Collectors.toSet()));
    }
  }
}

package io.counterstream.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Completion, as bash does it. */
class CompletionTest {
  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          counterstream incr                    | increment
          counterstream increment --exp         | --expected --expected-version
          counterstream get v --output ''       | text json csv
          counterstream watch --type c          | conflict
          counterstream quickstart --on         | --once
          counterstream sandbox --kaf           | --kafka-port
          counterstream processor --prov        | --provision --provision-only
          counterstream torture --se            | --seed
          counterstream bench --mic             | --micro
          counterstream completion ''           | bash zsh
          counterstream help tor                | torture
          """)
  void bashCompletes(String words, String completions) throws IOException, InterruptedException {
    Path script =
        Files.writeString(folder.resolve("completion"), script("bash") + """

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
    assertThat(script("zsh")).isEqualTo(script("bash")).contains("bashcompinit");
  }

  private static String script(String shell) {
    StringWriter out = new StringWriter();
    assertThat(CounterstreamMain.tree()
            .commandLine()
            .setOut(new PrintWriter(out))
            .execute("completion", shell))
        .isZero();
    return out.toString();
  }
}

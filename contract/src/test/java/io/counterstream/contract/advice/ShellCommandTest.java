package io.counterstream.contract.advice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pasted into a real shell, a command has the arguments that were meant. */
class ShellCommandTest {
  private static final List<String> NAMES = List.of(
      "page-views",
      "a/b:c@d.e+f,g%h",
      "",
      "it's",
      "'",
      "two words",
      " spaces around ",
      "$(touch pasted)",
      "`touch pasted`",
      "$HOME",
      "${HOME}",
      "~",
      "=ls",
      "*",
      "a;b&c|d>e<f(g)h{i}j[k]l",
      "#comment",
      "!!",
      "!ls\ttab",
      "\\n",
      "back\\slash\\",
      "\"quoted\"",
      "100%",
      "%s%d",
      "-leading",
      "--option=value",
      "tab\there",
      "line\nbreak",
      "ends with line breaks\n\n",
      "\n",
      "\nstarts",
      "carriage\rreturn",
      "\u001b[31mred",
      "\u007f",
      "-\u001b'%\\",
      "\u001b1",
      "a\u202eb",
      "\u2066isolated\u2069",
      "\ufeffmark",
      "no\u00a0break\u3000spaces",
      "line\u2028separator",
      "Zähler-数-👩\u200d💻");

  @TempDir
  private Path folder;

  @BeforeEach
  void writeProgram() throws IOException {
    Path program = Files.writeString(
        folder.resolve("counterstream"), "#!/bin/sh\nprintf '%s\\0' \"$LC_ALL\" \"$@\"\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"sh, true", "sh, false", "bash, true", "bash, false"})
  void passesEveryNameAsItIs(String shell, boolean readsUtf8) throws Exception {
    for (String name : NAMES) {
      String pasted =
          ShellCommand.counterstream(List.of("get", "--after=" + name, name), readsUtf8);
      assertThat(arguments(shell, pasted))
          .as(pasted)
          .containsExactly("get", "--after=" + name, name);
    }
    assertThat(folder.resolve("pasted")).doesNotExist();
  }

  @Test
  void printsNothingThatDisturbsTheTerminal() {
    for (String name : NAMES) {
      String pasted = ShellCommand.counterstream(List.of(name), true);
      // Line breaks at the end of a word can't be printed by a substitution.
      assertThat(pasted.replaceAll("'\n+'", ""))
          .as(name)
          .matches(text -> text.codePoints().allMatch(ShellCommandTest::onlyShowsItself));
    }
  }

  @Test
  void readsWellWhereNothingNeedsQuotes() {
    assertThat(ShellCommand.counterstream(List.of("outcome", "--counter=page-views", "7f-1"), true))
        .isEqualTo("./counterstream outcome --counter=page-views 7f-1");
    assertThat(ShellCommand.word("it's")).isEqualTo("'it'\\''s'");
    assertThat(ShellCommand.word("Zähler")).isEqualTo("'Zähler'");
    assertThat(ShellCommand.word("!ls")).isEqualTo("'!ls'");
    assertThat(ShellCommand.word("!ls\t")).isEqualTo("\"$(printf '\\041ls\\011')\"");
  }

  @Test
  void whereJavaDoesNotReadUtf8SetsALocaleInWhichItDoes() throws Exception {
    String pasted = ShellCommand.counterstream(List.of("Zähler"), false);
    assertThat(pasted).matches("\\p{ASCII}*");
    assertThat(output("sh", pasted)).first().isEqualTo("C.UTF-8");
    assertThat(ShellCommand.counterstream(List.of("page-views"), false))
        .isEqualTo("./counterstream page-views");
  }

  private static boolean onlyShowsItself(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> false;
      default -> true;
    };
  }

  private List<String> arguments(String shell, String command) throws Exception {
    List<String> all = output(shell, command);
    return all.subList(1, all.size());
  }

  /** Returns the locale and the arguments with which a shell calls the program. */
  private List<String> output(String shell, String command) throws Exception {
    Path script = Files.writeString(folder.resolve("script"), command + "\n");
    ProcessBuilder builder = new ProcessBuilder(shell, script.toString())
        .directory(folder.toFile())
        .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.remove("LC_ALL");
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(printed).as(command).endsWith("\0");
    return new ArrayList<>(
        Stream.of(printed.substring(0, printed.length() - 1).split("\0", -1)).toList());
  }
}

package io.counterstream.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of a checkout, with a Maven that builds a distribution of one script. */
class LauncherTest {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

  /** Prints its arguments in place of a command. */
  private static final String COMMAND = "#!/bin/sh\nprintf '<%s>' \"$@\"\n";

  /** Puts the command where Maven would put the distribution. */
  private static final String MAVEN = """
      #!/bin/sh
      for option; do case $option in -Ddistribution.folder=*) name=${option#*=} ;; esac; done
      mkdir -p "distribution/target/$name/bin" "distribution/target/$name/lib"
      cp command "distribution/target/$name/bin/counterstream"
      echo '[INFO] Building Counterstream core 0.1.0 [2/3]'
      """;

  @TempDir
  private Path folder;

  private Path checkout;
  private Path tools;

  @BeforeEach
  void makeACheckout() throws IOException {
    checkout = Files.createDirectories(folder.resolve("check out"));
    tools = Files.createDirectories(folder.resolve("tools"));
    for (String file : List.of("counterstream", "distribution/src/main/bin/find-java.bash")) {
      Files.createDirectories(checkout.resolve(file).getParent());
      Files.copy(CHECKOUT.resolve(file), checkout.resolve(file));
    }
    script(checkout.resolve("command"), COMMAND);
    for (String pom : List.of("pom.xml", "distribution/pom.xml", "verification/audit/pom.xml")) {
      Files.createDirectories(checkout.resolve(pom).getParent().resolve("src/main"));
      Files.writeString(checkout.resolve(pom), "<project/>");
    }
    script(tools.resolve("mvn"), MAVEN);
  }

  @Test
  void buildsOnceAndSaysWhatItDoesHowLongItTakesAndWhereItsLogIs() throws Exception {
    assertThat(run(folder, Map.of(), "check out/counterstream", "a b", "$c"))
        .startsWith("0 counterstream: building with Maven, on first use only.")
        .contains("about a minute", "downloaded", checkout + "/target/launcher/build.log")
        .endsWith("<a b><$c>");
    assertThat(run(folder, Map.of(), "check out/counterstream", "again")).isEqualTo("0 <again>");
  }

  @Test
  void settingsOfTheUsersShellDoNotMatter() throws Exception {
    Map<String, String> environment = Map.of(
        "CDPATH", ".:" + folder, "GREP_OPTIONS", "--color=always", "IFS", "/", "LC_ALL", "C");
    assertThat(run(folder, environment, "check out/counterstream", "x")).endsWith("\n<x>");
    assertThat(run(checkout, environment, "./counterstream", "y")).isEqualTo("0 <y>");
    assertThat(folder).isDirectoryNotContaining("glob:**/distribution");
  }

  @Test
  void namesTheFolderThatItCanNotWriteTo() throws Exception {
    Files.writeString(checkout.resolve("target"), "a file where a folder is needed");
    assertThat(run(checkout, Map.of(), "./counterstream", "x"))
        .startsWith("1 counterstream: can't write to " + checkout + "/target/launcher")
        .contains("Run the command once as the user who owns " + checkout)
        .hasLineCount(1);
  }

  @Test
  void doesNotRetryForEverWhatCanNotSucceed() throws Exception {
    script(tools.resolve("ln"), "#!/bin/sh\necho 'ln: No space left on device' >&2\nexit 1\n");
    assertThat(run(checkout, Map.of(), "./counterstream", "x"))
        .endsWith("counterstream: can't create " + checkout
            + "/target/launcher/lock: ln: No space left on device\n");
  }

  /** Between a look at the lock and the next one, the other build may end. */
  @Test
  void waitsForAnotherBuildThatEndsAtAnyMoment() throws Exception {
    script(tools.resolve("sleep"), "#!/bin/sh\n");
    script(tools.resolve("ln"), """
        #!/bin/sh
        echo >>"$LOOKS"
        PATH=/usr/bin:/bin
        [ "$(wc -l <"$LOOKS")" -le 5 ] || exec ln "$@"
        echo 'ln: File exists' >&2
        exit 1
        """);
    script(tools.resolve("readlink"), """
        #!/bin/sh
        PATH=/usr/bin:/bin
        if [ "${1##*/}" = lock ]; then
          looks=$(wc -l <"$LOOKS")
          [ "$looks" -ge 5 ] || exec echo 1
          [ "$looks" -gt 5 ] || exit 1
        fi
        exec readlink "$@"
        """);
    assertThat(run(
            checkout, Map.of("LOOKS", folder.resolve("looks").toString()), "./counterstream", "x"))
        .contains("waiting for another build (process 1)")
        .endsWith("<x>");
  }

  /** Returns the exit code and what was printed. */
  private String run(Path directory, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(command));
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().merge("PATH", tools.toString(), (path, first) -> first + ":" + path);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + output;
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}

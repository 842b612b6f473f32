package io.counterstream.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The classes that a process loads before a command runs. */
class StartupTest {
  private static final String[] LIBRARIES = {
    " org.apache.kafka.", " org.slf4j.", " ch.qos.logback.", " software.amazon.", " org.eclipse."
  };

  @Test
  void helpOfACommandLoadsNeitherKafkaNorALoggerNorOtherCommands() throws Exception {
    assertThat(classesLoadedBy("increment", "--help"))
        .contains("Usage: counterstream increment", "io.counterstream.cli.Increment ")
        .doesNotContain(LIBRARIES)
        .doesNotContain("io.counterstream.cli.TableOptions", "io.counterstream.sandbox.Sandbox ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "help", ""})
  void helpOfTheTreeLoadsNeitherKafkaNorALogger(String arguments) throws Exception {
    assertThat(classesLoadedBy(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
        .contains("Usage: counterstream", "Start here", "quickstart", "Measure it", "bench")
        .doesNotContain(LIBRARIES);
  }

  @Test
  void noLibraryOfAnotherCommandChangesTheClientsOfTheTable() {
    ClassLoader classPath = CounterstreamMain.class.getClassLoader();
    assertThat(List.of("global/handlers", "services/dynamodb"))
        .allSatisfy(folder -> assertThat(classPath.getResource(
                "software/amazon/awssdk/" + folder + "/execution.interceptors"))
            .isNull());
  }

  private static String classesLoadedBy(String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xlog:class+load",
        "-cp",
        System.getProperty("java.class.path"),
        CounterstreamMain.class.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return log;
  }
}

package io.counterstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a process loads before it knows what to do. */
class StartupTest {
  @Test
  void helpLoadsNeitherKafkaNorALogger() throws IOException, InterruptedException {
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xlog:class+load",
            "-cp",
            System.getProperty("java.class.path"),
            CounterstreamCli.class.getName(),
            "increment",
            "--help")
        .redirectErrorStream(true)
        .start();
    process.getOutputStream().close();
    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(log)
        .contains("Usage: counterstream increment", "io.counterstream.cli.Increment ")
        .doesNotContain(" org.apache.kafka.", " org.slf4j.", " ch.qos.logback.");
  }
}

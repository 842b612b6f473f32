package io.counterstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a machine without credentials of AWS is told. */
class TableReaderTest {
  @TempDir
  private Path folder;

  private Map<String, String> properties;

  @BeforeEach
  void forgetTheMachine() {
    String none = folder.resolve("none").toString();
    properties = Map.of(
        "aws.configFile", none,
        "aws.sharedCredentialsFile", none,
        "aws.disableEc2Metadata", "true");
    properties.forEach(System::setProperty);
  }

  @AfterEach
  void rememberTheMachine() {
    properties.keySet().forEach(System::clearProperty);
  }

  @Test
  void theMessageNamesWhatEachSourceOfCredentialsLacks() {
    Terminal terminal = new Terminal();
    assertThat(terminal.run("list", "--table-region", "eu-central-1")).isEqualTo(1);
    assertThat(terminal.err())
        .startsWith("counterstream: can't read the table counters at AWS: ")
        .contains("EnvironmentVariableCredentialsProvider")
        .contains("WebIdentityTokenFileCredentialsProvider")
        .contains("InstanceProfileCredentialsProvider(): IMDS credentials have been disabled")
        .contains("Name it with --table-endpoint")
        .hasLineCount(1);
  }
}

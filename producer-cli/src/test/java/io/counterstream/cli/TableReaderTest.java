package io.counterstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a machine with a wrong profile of AWS is told. */
class TableReaderTest {
  @TempDir
  private Path folder;

  private Map<String, String> properties;

  @BeforeEach
  void replaceTheSettingsOfTheMachine() throws IOException {
    StringBuilder profiles = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      profiles.append("[profile another-profile-" + i + "]\naws_access_key_id = a\n");
    }
    profiles.append("[profile broken]\nrole_arn = r\nsource_profile = not-there\n");
    properties = Map.of(
        "aws.configFile",
        Files.writeString(folder.resolve("config"), profiles).toString(),
        "aws.sharedCredentialsFile",
        folder.resolve("none").toString(),
        "aws.profile",
        "broken",
        "aws.disableEc2Metadata",
        "true");
    properties.forEach(System::setProperty);
  }

  @AfterEach
  void restoreTheSettingsOfTheMachine() {
    properties.keySet().forEach(System::clearProperty);
  }

  /** The SDK lists all profiles before it says what is missing. */
  @Test
  void theMessageIsNotCutBeforeWhatIsMissing() {
    Terminal terminal = new Terminal();
    assertThat(terminal.run("list", "--table-region", "eu-central-1")).isEqualTo(1);
    assertThat(terminal.err())
        .startsWith("counterstream: can't read the table counters at AWS: ")
        .contains("ProfileCredentialsProvider(profileName=broken): ", "not-there")
        .doesNotContain("another-profile")
        .contains("Name it with --table-endpoint")
        .hasLineCount(1);
  }
}

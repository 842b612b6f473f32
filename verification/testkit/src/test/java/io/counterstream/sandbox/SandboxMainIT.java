package io.counterstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.testkit.process.ChildJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command in a process of its own. */
final class SandboxMainIT {
  @TempDir
  private Path temporary;

  @TempDir
  private Path log;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGTERM")
  void printsTheNextStepsAndLeavesNothingBehind() throws IOException, InterruptedException {
    try (ChildJvm child = start("--kafka-port", "0", "--table-port", "0")) {
      child.awaitOutput("\n  kcat.*\n");
      assertThat(temporary).isNotEmptyDirectory();
      child.terminate();
      assertThat(child.awaitExit()).isZero();
      assertThat(child.output()).as("output and errors").matches("""
              (?x)Kafka\\ 4\\.4\\.0\\ +127\\.0\\.0\\.1:\\d+\\n
              DynamoDB\\ Local\\ +http://127\\.0\\.0\\.1:\\d+\\n
              Ready;\\ nothing\\ is\\ kept\\.\\ Ctrl-C\\ stops\\ both\\.\\n
              \\n
              Next,\\ in\\ another\\ terminal:\\n
              \\ \\ \\./counterstream\\ processor\\ --provision\\ --set\\ table\\.endpoint=http:\\S+
              \\ --set\\ bootstrap\\.servers=127\\.0\\.0\\.1:\\d+\\n
              \\ \\ kcat\\ -b\\ 127\\.0\\.0\\.1:\\d+\\ -L\\n""");
      assertThat(temporary).isEmptyDirectory();
    }
  }

  @Test
  void reportsATakenPortInOneLine() throws IOException, InterruptedException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        ChildJvm child = start("--kafka-port", "" + taken.getLocalPort(), "--table-port", "0")) {
      assertThat(child.awaitExit()).isEqualTo(1);
      assertThat(child.output())
          .startsWith("counterstream sandbox: Kafka can't listen on 127.0.0.1:")
          .hasLineCount(1);
      assertThat(temporary).isEmptyDirectory();
    }
  }

  @Test
  void endsWithCodeTwoForAWrongOption() throws IOException, InterruptedException {
    try (ChildJvm child = start("--partitions", "0")) {
      assertThat(child.awaitExit()).isEqualTo(2);
      assertThat(child.output())
          .isEqualToIgnoringNewLines("counterstream sandbox: partitions must be at least 1, was 0."
              + " Try './counterstream sandbox --help'.");
    }
  }

  private ChildJvm start(String... arguments) {
    return ChildJvm.of(SandboxMain.class.getName(), log.resolve("output"))
        .options("-Djava.io.tmpdir=" + temporary)
        .start(List.of(arguments));
  }
}

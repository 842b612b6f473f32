package io.counterstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code publish} without interruptions. */
class PublishIT {
  private final Cli cli = Cli.shared();
  private final Terminal terminal = new Terminal();

  @TempDir
  private Path folder;

  @Test
  void sendsGoodLinesNamesBadOnesAndLeavesNothingBehind() throws IOException {
    List<String> lines = new ArrayList<>(IntStream.range(0, 200)
        .mapToObj(id -> "{\"commandId\":\"b-" + id + "\",\"counter\":\"batch-" + id % 5
            + "\",\"delta\":1,\"expected\":" + id / 5 + "}")
        .toList());
    lines.add(100, "{\"commandId\":\"bad\",\"counter\":\"batch-0\",\"delta\":1,\"expcted\":1}");
    lines.add(50, "");
    Path file = Files.write(folder.resolve("commands.jsonl"), lines);
    assertThat(run("publish", file.toString(), "--wait")).isEqualTo(1);
    assertThat(terminal.out())
        .isEqualToIgnoringNewLines("sent 200, refused 1; applied 200, conflicts 0, rejected 0");
    assertThat(terminal.err()).startsWith("line 102 (byte ").contains("expcted").hasLineCount(1);
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    assertThat(run("get", "batch-0")).isZero();
    assertThat(terminal.out()).contains("batch-0  40  (version 40)");
  }

  @Test
  void readsCsvAndPrintsWhatDidNotApply() throws IOException {
    Path file = Files.writeString(folder.resolve("commands.csv"), """
        counter,delta,expected
        csv-a,5,absent
        csv-a,-2,5
        csv-a,1,5
        csv-b,9223372036854775807,any
        csv-b,1,any
        """);
    assertThat(run("publish", file.toString(), "--wait")).isEqualTo(4);
    assertThat(terminal.out().lines())
        .contains("line 4: conflict  csv-a  expected 5, is 3  (version 2): nothing changed")
        .anyMatch(line -> line.startsWith("line 6: rejected  csv-b  overflow: "))
        .contains("sent 5, refused 0; applied 3, conflicts 1, rejected 1");
  }

  @Test
  void aHeaderThatIsCorrectedNeedsNothingElse() throws IOException {
    Path file = Files.writeString(folder.resolve("head.csv"), "counter,detla\nhead,1\n");
    assertThat(run("publish", file.toString())).isEqualTo(2);
    assertThat(terminal.err()).startsWith("counterstream: line 1: the first line of CSV must name");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    Files.writeString(file, "counter,delta,expected\nhead,1,any\n");
    assertThat(run("publish", file.toString())).isZero();
  }

  @Test
  void readsAPipeAsAStreamAndLeavesNoState() throws Exception {
    Path pipe = folder.resolve("pipe.csv");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    for (List<String> options : List.of(List.<String>of(), List.of("--no-state"))) {
      CompletableFuture<Void> written = CompletableFuture.runAsync(() -> {
        try (OutputStream output = Files.newOutputStream(pipe)) {
          output.write("counter,delta,expected\npiped,1,any".getBytes(StandardCharsets.UTF_8));
        } catch (IOException failed) {
          throw new UncheckedIOException(failed);
        }
      });
      List<String> all = new ArrayList<>(List.of("publish", pipe.toString()));
      all.addAll(options);
      assertThat(run(all.toArray(String[]::new))).as(terminal.err()).isZero();
      written.join();
    }
    assertThat(terminal.out().lines()).hasSize(2).allMatch("sent 1, refused 0"::equals);
    assertThat(terminal.err())
        .isEqualToIgnoringNewLines(pipe + " is read as a stream: this publish can't be resumed");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(pipe));
  }

  @Test
  void countsInJson() throws IOException {
    Path file = Files.writeString(
        folder.resolve("one.jsonl"), "{\"counter\":\"c\",\"delta\":1,\"expected\":\"any\"}");
    assertThat(run("publish", file.toString(), "--output", "json")).isZero();
    assertThat(terminal.out())
        .isEqualToIgnoringNewLines(
            "{\"type\":\"summary\",\"sent\":1,\"sentBefore\":0,\"refused\":0,\"complete\":true}");
  }

  @Test
  void reportsMissingOutcomes() throws IOException {
    Path file = Files.writeString(
        folder.resolve("one.jsonl"), "{\"counter\":\"c\",\"delta\":1,\"expected\":\"any\"}");
    Cli silent = Cli.withoutProcessor();
    assertThat(silent.run(terminal, "publish", file.toString(), "--wait", "--timeout", "5s"))
        .isEqualTo(5);
    assertThat(terminal.out())
        .isEqualToIgnoringNewLines(
            "sent 1, refused 0; applied 0, conflicts 0, rejected 0, without an outcome 1");
  }

  @Test
  void doesNotCreateTheTopic() throws IOException {
    Path file = Files.writeString(
        folder.resolve("one.jsonl"), "{\"counter\":\"c\",\"delta\":1,\"expected\":\"any\"}");
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThat(Cli.missing("none").run(terminal, "publish", file.toString())).isEqualTo(1);
    }
    assertThat(terminal.err().lines()).hasSize(2).allMatch(line -> line.contains("no topic none-"));
  }

  private int run(String... arguments) {
    return cli.run(terminal, arguments);
  }
}

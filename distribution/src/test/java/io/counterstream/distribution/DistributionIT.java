package io.counterstream.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.testkit.wait.Waiting;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution in another folder, with a Java and nothing else, as a user runs it. */
class DistributionIT {
  private static final Pattern ADDRESS = Pattern.compile("Live page +(http://\\S+)");

  /** Totals of the overview with more than the tour's five applied commands, and its conflict. */
  private static final Pattern SHOWN =
      Pattern.compile("\"totals\":\\{\"applied\":\"([6-9]|\\d\\d+)\",\"conflicts\":\"[1-9]");

  private static final Path BUILT = Path.of(System.getProperty("distribution.directory"));

  @TempDir
  private Path folder;

  private Path launcher;

  @BeforeEach
  void copy() throws IOException {
    Path copy = folder.resolve("a copy");
    try (Stream<Path> files = Files.walk(BUILT)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(BUILT.relativize(file).toString()));
      }
    }
    launcher = Files.createSymbolicLink(
        folder.resolve("counterstream"), Path.of("a copy", "bin", "counterstream"));
    assertThat(copy.resolve("bin/counterstream").toFile().setExecutable(true)).isTrue();
  }

  @Test
  void theTourShowsACreationChangesAConflictAndTheItemAndEndsWithZero() throws Exception {
    Ended quickstart = run(Map.of(), "quickstart", "--once");
    assertThat(quickstart.exitCode()).as(quickstart.output()).isZero();
    assertThat(quickstart.output())
        .containsSubsequence(
            "applied   page-views  0 -> 100  (version 1)",
            "applied   page-views  100 -> 101  (version 2)",
            "applied   page-views  101 -> 142  (version 3)",
            "applied   page-views  142 -> 140  (version 4)",
            "conflict  page-views  expected 100, is 140  (version 4): nothing changed",
            "applied   page-views  140 -> 141  (version 5)")
        .containsPattern(Pattern.compile("^  value +141$", Pattern.MULTILINE))
        .containsPattern(Pattern.compile("^  version +5$", Pattern.MULTILINE))
        .doesNotContain("WARN", "ERROR", "Exception", "Live page");
  }

  @Test
  void theLivePageShowsTheTourAndTrafficUntilASignal() throws Exception {
    Process quickstart = start(Map.of(), "quickstart");
    try (BufferedReader lines = new BufferedReader(
        new InputStreamReader(quickstart.getInputStream(), StandardCharsets.UTF_8))) {
      URI page = awaitPage(lines);
      assertThat(get(page)).contains("<title>Counterstream</title>");
      // The tour's conflict, and counters of the traffic beside the tour's own.
      Waiting.await()
          .until(() -> SHOWN.matcher(get(page.resolve("/api/overview"))).find());
      assertThat(get(page.resolve("/api/counters?prefix=")))
          .contains("\"page-views\"")
          .containsPattern("\"(shop|seats)/");
      // A viewer is there until the end, and the outcomes of a counter have been read.
      assertThat(get(page.resolve("/api/counter/outcomes?name=page-views"))).contains("conflict");
      URI tail = page.resolve("/api/stream/tail?recent=1");
      try (InputStream viewer = open(tail)) {
        assertThat(viewer.read()).isPositive();
        // Not SIGINT: what is started in the background may ignore it. The handle, since
        // Process.destroy() closes the output, too.
        quickstart.toHandle().destroy();
        assertThat(lines.lines()).noneMatch(line -> line.matches(".*(WARN|ERROR|Exception).*"));
        assertThat(quickstart.waitFor()).isZero();
      }
    } finally {
      quickstart.destroyForcibly();
    }
  }

  /** Reads the output up to the line with the page's address. */
  private static URI awaitPage(BufferedReader lines) throws IOException {
    List<String> read = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      read.add(line);
      Matcher address = ADDRESS.matcher(line);
      if (address.find()) {
        return URI.create(address.group(1));
      }
    }
    throw new AssertionError("no live page in " + read);
  }

  private static InputStream open(URI address) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofInputStream())
        .body();
  }

  private static String get(URI address) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  void withoutArgumentsPrintsTheCommandsInTheirSections() throws Exception {
    Ended help = run(Map.of());
    assertThat(help.exitCode()).isZero();
    assertThat(help.output())
        .isEqualTo(run(Map.of(), "help").output())
        .isEqualTo(run(Map.of(), "--help").output())
        .containsSubsequence(
            "Start here", "  quickstart ", "Run it", "  sandbox ", "  processor ", "  analytics ")
        .containsSubsequence("Talk to it", "  increment ", "  get ", "  watch ", "  publish ")
        .containsSubsequence("  load ", "Look into it", "  topics ", "  list ", "  inspect ")
        .containsSubsequence("Doubt it", "  torture ", "Measure it", "  bench ")
        .containsSubsequence("  help ", "  completion ", "Environment:", "  JAVA_HOME ");
    assertThat(help.output().lines()).allMatch(line -> line.length() <= 80);
    assertThat(run(Map.of(), "-V").output()).matches("counterstream \\d+\\.\\d+\\S*\n");
    assertThat(run(Map.of(), "help", "torture").output())
        .isEqualTo(run(Map.of(), "torture", "--help").output())
        .startsWith("Usage: counterstream torture");
  }

  @Test
  void aMistakeIsALineOnStandardErrorAndExitCode2() throws Exception {
    Ended unknown = run(Map.of(), "incremnt");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.output())
        .startsWith("counterstream: Unmatched argument")
        .contains("Did you mean 'increment'?")
        .hasLineCount(1);
    Ended option = run(Map.of(), "sandbox", "--partitions", "0");
    assertThat(option.exitCode()).isEqualTo(2);
    assertThat(option.output())
        .isEqualTo("counterstream: partitions must be at least 1, was 0."
            + " Try 'counterstream sandbox --help'.\n");
  }

  @Test
  void optionsOfTheJvmArePassedOn() throws Exception {
    Ended wrong = run(Map.of("COUNTERSTREAM_JAVA_OPTS", "-Da=b -XX:NoSuchOption"), "--version");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.output()).contains("NoSuchOption");
  }

  @Test
  void namesTheJavaThatIsNeeded() throws Exception {
    Ended wrong = run(Map.of("JAVA_HOME", folder.toString()), "--version");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.output())
        .startsWith("counterstream: JAVA_HOME is " + folder + ", which has no bin/java.")
        .contains("Java 17 or later")
        .hasLineCount(1);
  }

  private Ended run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Process process = start(environment, arguments);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  private Process start(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(new File("/")).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  /** A process that has ended, and what it printed. */
  private record Ended(int exitCode, String output) {}
}

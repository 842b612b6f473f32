package io.counterstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.testkit.client.KafkaClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of docs/cli.md, from the first to the last: each prints what the page says; {@code
 * …} matches anything.
 */
class DocumentationIT {
  private static final Path PAGE = Path.of("..", "docs", "cli.md");
  private static final Pattern BLOCK = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
  private static final Pattern INPUT =
      Pattern.compile("`([a-z.]+)`:\n\n```[a-z]+\n(.*?)```", Pattern.DOTALL);
  private static final Pattern EXAMPLE =
      Pattern.compile("\\$ (.*)\n((?:(?!\\$ ).*\n)*)", Pattern.MULTILINE);
  private static final Pattern PIPED = Pattern.compile("echo '(.*)' \\| (.*)");
  private static final Pattern KCAT =
      Pattern.compile("echo '(.*)' \\| kcat -P -t counter-commands -k (\\S+)");
  private static final Pattern REDIRECTED = Pattern.compile("(.*) >(\\S+)");
  private static final String LAUNCHER = "./counterstream ";

  private Cli cli;
  private String page;

  @TempDir
  private Path folder;

  @BeforeEach
  void start() throws IOException {
    cli = Cli.withProcessor();
    page = Files.readString(PAGE);
    for (Matcher input = INPUT.matcher(page); input.find(); ) {
      Files.writeString(folder.resolve(input.group(1)), input.group(2));
    }
  }

  @Test
  void everyExamplePrintsWhatThePageSays() throws IOException {
    int examples = 0;
    int exitCode = 0;
    for (Matcher block = BLOCK.matcher(page); block.find(); ) {
      for (Matcher example = EXAMPLE.matcher(block.group(1)); example.find(); examples++) {
        if (example.group(1).equals("echo $?")) {
          assertThat(example.group(2).strip()).isEqualTo(Integer.toString(exitCode));
        } else {
          Terminal terminal = new Terminal();
          exitCode = run(terminal, example.group(1));
          assertPrints(example.group(1), terminal, example.group(2));
        }
      }
    }
    assertThat(examples).isGreaterThan(15);
  }

  private int run(Terminal terminal, String line) throws IOException {
    Matcher kcat = KCAT.matcher(line);
    if (kcat.matches()) {
      publishDeadLetter(kcat.group(2), kcat.group(1));
      return 0;
    }
    Matcher redirected = REDIRECTED.matcher(line);
    if (redirected.matches()) {
      Terminal file = new Terminal();
      int exitCode = cli.run(file, words(redirected.group(1)));
      Files.writeString(folder.resolve(redirected.group(2)), file.out());
      return exitCode;
    }
    Matcher piped = PIPED.matcher(line);
    if (!piped.matches()) {
      return cli.run(terminal, words(line));
    }
    InputStream former = System.in;
    System.setIn(new ByteArrayInputStream(piped.group(1).getBytes(StandardCharsets.UTF_8)));
    try {
      return cli.run(terminal, words(piped.group(2)));
    } finally {
      System.setIn(former);
    }
  }

  private void publishDeadLetter(String key, String value) {
    try (KafkaClient kafka = cli.deployment().kafka()) {
      kafka.publish(List.of(new ProducerRecord<>(
          cli.deployment().topics().commands(),
          key.getBytes(StandardCharsets.UTF_8),
          value.getBytes(StandardCharsets.UTF_8))));
      assertThat(kafka.awaitRecords(List.of(cli.deployment().topics().deadLetters()), 1))
          .isEqualTo(1);
    }
  }

  private String[] words(String line) {
    assertThat(line).startsWith(LAUNCHER);
    List<String> words = new ArrayList<>();
    for (String word : line.substring(LAUNCHER.length()).split(" ")) {
      Path file = folder.resolve(word);
      words.add(Files.exists(file) ? file.toString() : word);
    }
    return words.toArray(String[]::new);
  }

  private void assertPrints(String command, Terminal terminal, String expected) {
    // The page's deployment has the default names; this one has names of its own, which are longer.
    String printed = terminal.all().replace(cli.deployment().name(), "counter");
    String pattern = Stream.of(squeezed(expected).split("…", -1))
        .map(Pattern::quote)
        .collect(Collectors.joining("(?s:.*?)"));
    assertThat(squeezed(printed)).as(command).matches(pattern);
  }

  private static String squeezed(String text) {
    return text.strip().replaceAll(" +", " ");
  }
}

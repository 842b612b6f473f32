package io.counterstream.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.cli.publish.PublishRequest.LastLine;
import io.counterstream.cli.terminal.CliException;
import io.counterstream.contract.CounterCommand;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every record is published exactly as it is written, or refused with its line and byte, and no
 * broken record changes what happens to another one; in whatever pieces the input arrives.
 */
class HostileInputTest {
  private static final int INPUTS = 150;
  private static final int RECORDS_MAX = 30;
  private static final int HEADER_BYTES_MAX = 27;
  private static final String MEANINGFUL = "\",;\t \r\n{}[]:ab1\\u-";

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyRecordIsPublishedAsItIsWrittenOrRefused(boolean isCsv) throws IOException {
    for (int seed = 0; seed < INPUTS; seed++) {
      HostileInput input = input(new Random(seed), isCsv);
      PublishedText published =
          PublishedText.of(new ChoppedInput(input.bytes(), new Random(seed)), LastLine.WAITS);
      assertPublished(published.sent(), published.told(), input, "seed " + seed);
      assertThat(published.isComplete()).as("seed %d", seed).isTrue();
      assertThat(published.position().bytes()).as("seed %d", seed).isEqualTo(input.bytes().length);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aResumedInputIsPublishedAsIfItHadBeenWhole(boolean isCsv) throws IOException {
    for (int seed = 0; seed < INPUTS; seed++) {
      Random random = new Random(seed);
      HostileInput input = input(random, isCsv);
      InputPosition position = InputPosition.BEGINNING;
      List<CounterCommand> sent = new ArrayList<>();
      List<String> told = new ArrayList<>();
      int length = input.bytes().length;
      for (int cut : random.ints(4, HEADER_BYTES_MAX, length).sorted().toArray()) {
        PublishedText start = PublishedText.of(
            new ChoppedInput(Arrays.copyOf(input.bytes(), cut), random), LastLine.WAITS, position);
        position = start.position();
        sent.addAll(start.sent());
        told.addAll(
            start.told().stream().filter(line -> !line.contains("not sent,")).toList());
      }
      PublishedText rest =
          PublishedText.of(new ChoppedInput(input.bytes(), random), LastLine.WAITS, position);
      sent.addAll(rest.sent());
      told.addAll(rest.told());
      assertPublished(sent, told, input, "seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "counter,delta,expected\n\"ok\",1,any\n",
        "{\"counter\":\"ok\",\"delta\":1,\"expected\":\"any\"}\n"
      })
  void whateverTheBytesWhereARunStoppedChangesNothing(String start) throws IOException {
    for (int seed = 0; seed < INPUTS; seed++) {
      Random random = new Random(seed);
      byte[] bytes = randomBytes(random, start);
      int cut = start.length() + random.nextInt(bytes.length - start.length());
      PublishedText whole = PublishedText.of(new ChoppedInput(bytes, random), LastLine.WAITS);
      PublishedText first =
          PublishedText.of(new ChoppedInput(Arrays.copyOf(bytes, cut), random), LastLine.WAITS);
      PublishedText second =
          PublishedText.of(new ChoppedInput(bytes, random), LastLine.WAITS, first.position());
      List<CounterCommand> sent = new ArrayList<>(first.sent());
      sent.addAll(second.sent());
      assertThat(sent).as("seed %d", seed).isEqualTo(whole.sent());
      assertThat(second.position()).as("seed %d", seed).isEqualTo(whole.position());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "counter,delta,expected\nbefore,1,any\n\"a name, quoted\",1,any\nafter,1,any\n",
        "{\"counter\":\"before\",\"delta\":1,\"expected\":\"any\"}\n"
            + "{\"counter\":\"a name\",\"delta\":1,\"expected\":\"any\"}\n"
            + "{\"counter\":\"after\",\"delta\":1,\"expected\":\"any\"}\n"
      })
  void noPartOfARecordWithALineBreakIsPublished(String text) throws IOException {
    int start = text.indexOf("a name") - 1;
    int end = text.indexOf("after") - 1;
    for (String lineBreak : List.of("\n", "\r\n", "\n\n", "\r")) {
      for (int place = start; place < text.lastIndexOf('\n', end); place++) {
        String broken = text.substring(0, place) + lineBreak + text.substring(place);
        PublishedText published = PublishedText.of(stream(broken), LastLine.WAITS);
        assertThat(published.sent())
            .as("a break at %d: %s", place, broken)
            .extracting(CounterCommand::counter)
            .startsWith("before")
            .endsWith("after")
            .allMatch(
                name -> List.of("before", "a name, quoted", "a name", "after").contains(name))
            .hasSizeBetween(2, 3);
        assertThat(published.sent().size() == 3)
            .as("published whole or refused, a break at %d: %s", place, broken)
            .isEqualTo(published.told().isEmpty());
      }
    }
  }

  @Test
  void aRecordThatIsBrokenInItsQuotesIsRefusedAsOne() throws IOException {
    PublishedText published = PublishedText.of(
        stream("counter,delta,expected\n\"multi\nline-a\",1,any\nb,1,any\n"), LastLine.WAITS);
    assertThat(published.sent()).extracting(CounterCommand::counter).containsExactly("b");
    assertThat(published.told())
        .singleElement()
        .asString()
        .startsWith("lines 2 to 3 (byte 23): ")
        .contains("a line break inside quotes", "at byte 6");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"b,1,any", "\"b\"x,1,any", "\"b\" \"x,1,any", "b,\"1,any"})
  void aRecordWithAQuoteTooFewEndsWithTheNextQuotedValue(String broken) throws IOException {
    String text =
        "counter,delta,expected\n" + broken + "\nc,1,any\n\"d\",1,any\n\"e\",1,any\nf,1,any\n";
    PublishedText published = PublishedText.of(stream(text), LastLine.WAITS);
    assertThat(published.sent()).extracting(CounterCommand::counter).containsExactly("e", "f");
    assertThat(published.told()).singleElement().asString().startsWith("lines 2 to 4 (byte 23): ");
  }

  @Test
  void aQuoteThatIsNeverClosedStopsBeforeItsRecord() throws IOException {
    String text = "counter,delta,expected\na,1,any\n\"b,1,any\n" + "c,1,any\n".repeat(10_000);
    PublishedText published = PublishedText.of(stream(text), LastLine.SENT);
    assertThat(published.sent()).extracting(CounterCommand::counter).containsExactly("a");
    assertThat(published.isComplete()).isFalse();
    assertThat(published.told())
        .singleElement()
        .asString()
        .startsWith("lines 3 to ")
        .contains("a quote is not closed within 65536 bytes", "--resume continues here");
    PublishedText corrected =
        PublishedText.of(stream(text.replace("\"b", "b")), LastLine.WAITS, published.position());
    assertThat(corrected.sent()).hasSize(10_001);
  }

  @Test
  void theRestOfALineThatWasSentIsRefused() throws IOException {
    String csv = "counter,delta,expected\na,1,4";
    PublishedText early = PublishedText.of(stream(csv), LastLine.SENT);
    assertThat(early.sent()).hasSize(1);
    PublishedText later =
        PublishedText.of(stream(csv + "b,1,any\nc,1,any\n"), LastLine.WAITS, early.position());
    assertThat(later.sent()).extracting(CounterCommand::counter).containsExactly("c");
    assertThat(later.told()).singleElement().asString().startsWith("line 2 (byte 28): ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"c", "{", "{\"counter\":\"c\",", "\ufeff", "\n \r\n"})
  void aFirstLineThatIsHalfWrittenWaits(String start) throws IOException {
    PublishedText published = PublishedText.of(stream(start), LastLine.WAITS);
    assertThat(published.sent()).isEmpty();
    assertThat(published.position()).isEqualTo(InputPosition.BEGINNING);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          1f8b0800            | compressed with gzip
          28b52ffd            | compressed with zstd
          504b0304            | a ZIP archive or a spreadsheet
          fffe7b0022000a00    | UTF-16
          feff007b0022000a    | UTF-16
          7b0022000a00        | UTF-16
          5b0a                | one JSON array
          207b0d0a            | JSON over several lines
          """)
  void anotherKindOfInputIsNamedAndNothingOfItIsSent(String hex, String named) {
    assertThatThrownBy(() ->
            PublishedText.of(new ByteArrayInputStream(HexFormat.of().parseHex(hex)), LastLine.SENT))
        .isInstanceOf(CliException.class)
        .hasMessageStartingWith(
            "the input is " + named + ", expected UTF-8 with one command per line: ");
  }

  @Test
  void theFirstLineShowsTheFormatAndTheSuffixDoesInAnyCase() throws IOException {
    assertThat(PublishedText.of(stream("counter;delta;expected\nc;1;any\n"), LastLine.WAITS)
            .sent())
        .hasSize(1);
    assertThat(PublishRequest.Format.of(Path.of("COMMANDS.CSV")))
        .isEqualTo(PublishRequest.Format.csv);
    assertThat(PublishRequest.Format.of(Path.of("csv"))).isEqualTo(PublishRequest.Format.json);
  }

  @Test
  void whatWasReadIsSentBeforeAWaitWithinALine() throws IOException {
    String line = "{\"counter\":\"c\",\"delta\":1,\"expected\":\"any\"}\n";
    List<Long> settled = new ArrayList<>();
    InputLines lines = InputLines.open(
        new ChoppedInput((line + line).getBytes(StandardCharsets.UTF_8), line.length() + 5));
    InputLines.Waiting waiting = new InputLines.Waiting() {
      @Override
      public void begin() {
        settled.add(lines.bytes());
      }

      @Override
      public void end() {}
    };
    lines.next(waiting);
    assertThat(settled).isEmpty();
    lines.next(waiting);
    assertThat(settled).hasSize(1);
  }

  @Test
  void anInputOfAnotherKindStopsEarly() throws IOException {
    PublishedText published = PublishedText.of(stream("a line\n".repeat(5_000)), LastLine.WAITS);
    assertThat(published.isComplete()).isFalse();
    assertThat(published.told())
        .hasSize(11)
        .last()
        .asString()
        .startsWith("stopped after line 10: the first 10 lines were refused");
  }

  /** Returns valid lines, mixed with lines of bytes that mean something to a reader. */
  private static byte[] randomBytes(Random random, String start) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(start.getBytes(StandardCharsets.UTF_8));
    for (int line = 1 + random.nextInt(6); line > 0; line--) {
      if (random.nextInt(3) == 0) {
        bytes.writeBytes(start
            .substring(start.lastIndexOf('\n', start.length() - 2) + 1)
            .strip()
            .getBytes(StandardCharsets.UTF_8));
      }
      for (int left = random.nextInt(30); left > 0; left--) {
        bytes.write(
            random.nextInt(20) == 0
                ? random.nextInt(256)
                : MEANINGFUL.charAt(random.nextInt(MEANINGFUL.length())));
      }
      bytes.write('\n');
    }
    return bytes.toByteArray();
  }

  private static HostileInput input(Random random, boolean isCsv) {
    HostileInput input = new HostileInput(random, isCsv);
    input.addValid();
    for (int left = random.nextInt(RECORDS_MAX); left > 0; left--) {
      switch (random.nextInt(5)) {
        case 0 -> input.addBlank();
        case 1, 2 -> input.addBroken();
        default -> input.addValid();
      }
    }
    input.addValid();
    return input;
  }

  private static void assertPublished(
      List<CounterCommand> sent, List<String> told, HostileInput input, String because) {
    assertThat(sent).as(because).isEqualTo(input.commands());
    assertThat(told).as(because).hasSameSizeAs(input.refused());
    for (int i = 0; i < told.size(); i++) {
      assertThat(told.get(i)).as(because).startsWith(input.refused().get(i));
    }
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}

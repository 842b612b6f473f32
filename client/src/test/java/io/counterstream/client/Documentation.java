package io.counterstream.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The examples in docs/client.md, the README and the javadoc. */
final class Documentation {
  static final Path README = Path.of("..", "README.md");

  private static final Path PAGE = Path.of("..", "docs", "client.md");
  private static final Path MAIN = Path.of("src", "main", "java", "io", "counterstream", "client");
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern JAVADOC =
      Pattern.compile("<pre>\\{@code\n(.*?)\n *\\* }</pre>", Pattern.DOTALL);
  // Then, now, and what it prints.
  private static final Pattern ROW =
      Pattern.compile("\\| `>>> .*?` \\| `(.*?)` \\| (?:`(.*?)` )?\\|");

  // Then, and now up to its comment.
  private static final Pattern SIDE_BY_SIDE =
      Pattern.compile("^>>> .*?\\s{2,}(\\S.*?)(?:\\s+//.*)?$", Pattern.MULTILINE);

  private Documentation() {}

  /** Our side of the session in the README, line by line. */
  static List<String> readme() throws IOException {
    return SIDE_BY_SIDE
        .matcher(Files.readString(README))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** The blocks of Java on the page. */
  static List<String> blocks() throws IOException {
    return BLOCK
        .matcher(Files.readString(PAGE))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** Our side of the session, line by line. */
  static List<String> session() throws IOException {
    return rows().stream().map(found -> found.group(1)).toList();
  }

  /** What our side of the session prints. */
  static List<String> printedBySession() throws IOException {
    return rows().stream()
        .map(found -> found.group(2))
        .filter(printed -> printed != null)
        .toList();
  }

  /** The examples in the javadoc of all types. */
  static List<String> javadoc() throws IOException {
    List<String> examples = new ArrayList<>();
    try (var files = Files.list(MAIN)) {
      for (Path file : files.toList()) {
        JAVADOC
            .matcher(Files.readString(file))
            .results()
            .forEach(found -> examples.add(found.group(1).replaceAll("(?m)^ *\\* ?", "")));
      }
    }
    return examples;
  }

  private static List<MatchResult> rows() throws IOException {
    return ROW.matcher(Files.readString(PAGE)).results().toList();
  }
}

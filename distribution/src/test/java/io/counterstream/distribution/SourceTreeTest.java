package io.counterstream.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for the source tree of all modules that no tool checks within one module. */
class SourceTreeTest {
  private static final Path ROOT = Path.of("..");

  /** The examples are left out: each is a program of its own, with the names of its users. */
  private static final Pattern CLASS =
      Pattern.compile("\\.\\./(?!examples/).*src/(main|test)/java/.*(?<!/package-info)\\.java");

  @Test
  void noTwoClassesHaveTheSameSimpleName() throws IOException {
    Map<String, List<Path>> filesByName = new TreeMap<>();
    for (Path file : classes()) {
      filesByName
          .computeIfAbsent(file.getFileName().toString(), first -> new ArrayList<>())
          .add(file);
    }
    filesByName.values().removeIf(files -> files.size() == 1);
    assertThat(filesByName).isEmpty();
  }

  @Test
  void everyModuleIsSearched() throws IOException {
    assertThat(classes())
        .extracting(Path::toString)
        .anyMatch(file -> file.endsWith("contract/Outcome.java"))
        .anyMatch(file -> file.endsWith("core/Decider.java"))
        .anyMatch(file -> file.endsWith("audit/Audit.java"));
  }

  private static List<Path> classes() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> CLASS.matcher(file.toString().replace('\\', '/')).matches())
          .toList();
    }
  }
}

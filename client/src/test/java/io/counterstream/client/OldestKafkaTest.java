package io.counterstream.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contract and client use nothing that the oldest kafka-clients does not have. */
class OldestKafkaTest {
  @TempDir
  private Path classes;

  @Test
  void contractAndClientCompileAgainstIt() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<String> options = List.of(
        "--release", "17", "-proc:none", "-d", classes.toString(), "-cp", OldestKafka.classPath());
    try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, null, null)) {
      boolean compiled = compiler
          .getTask(
              null, files, diagnostics, options, null, files.getJavaFileObjectsFromPaths(sources()))
          .call();
      assertThat(compiled).as("compiled: %s", diagnostics.getDiagnostics()).isTrue();
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> contract = Files.walk(Path.of("..", "contract", "src", "main", "java"));
        Stream<Path> client = Files.walk(Path.of("src", "main", "java"))) {
      return Stream.concat(contract, client)
          .filter(path -> path.toString().endsWith(".java"))
          .toList();
    }
  }
}

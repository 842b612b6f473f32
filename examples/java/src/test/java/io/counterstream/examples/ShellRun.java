package io.counterstream.examples;

import io.counterstream.testkit.wait.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What a line of shell did.
 *
 * @param exitCode of the line
 * @param output what it wrote to its standard output, without codes for colours
 * @param errors what it wrote to its standard error
 */
record ShellRun(int exitCode, String output, String errors) {
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  /** Runs a line with bash, in a folder and with more variables, and waits for its end. */
  static ShellRun of(String line, Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    // In a file: arguments of a process have the locale's encoding, which may be ASCII.
    Path script = Files.writeString(Files.createTempFile("example", ".bash"), line);
    Path output = Files.createTempFile("example", ".out");
    Path errors = Files.createTempFile("example", ".err");
    try {
      ProcessBuilder builder = new ProcessBuilder("bash", script.toString())
          .directory(folder.toFile())
          .redirectOutput(output.toFile())
          .redirectError(errors.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      return new ShellRun(
          process.exitValue(),
          COLOUR.matcher(Files.readString(output)).replaceAll(""),
          Files.readString(errors));
    } finally {
      Files.delete(script);
      Files.delete(output);
      Files.delete(errors);
    }
  }
}

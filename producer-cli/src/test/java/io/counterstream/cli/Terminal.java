package io.counterstream.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs the command line in this JVM and keeps its output. */
final class Terminal {
  private final StringBuffer all = new StringBuffer();
  private final Stream out = new Stream();
  private final Stream err = new Stream();

  /** Runs to the end; returns the exit code. */
  int run(String... arguments) {
    CommandLine commandLine = CounterstreamCli.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    return commandLine.execute(arguments);
  }

  /** Forgets what was printed. */
  void clear() {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    all.setLength(0);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  /** Returns both, interleaved as printed. */
  String all() {
    return all.toString();
  }

  /** Standard output or standard error. */
  private final class Stream extends StringWriter {
    @Override
    public void write(int character) {
      super.write(character);
      all.append((char) character);
    }

    @Override
    public void write(String text) {
      super.write(text);
      all.append(text);
    }

    @Override
    public void write(String text, int offset, int length) {
      super.write(text, offset, length);
      all.append(text, offset, offset + length);
    }
  }
}

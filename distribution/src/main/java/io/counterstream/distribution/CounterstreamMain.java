package io.counterstream.distribution;

import io.counterstream.analytics.app.AnalyticsCommand;
import io.counterstream.benchmarks.BenchCommand;
import io.counterstream.cli.CommandTree;
import io.counterstream.cli.CommandTree.Section;
import io.counterstream.cli.CounterstreamCli;
import io.counterstream.processor.app.ProcessorMain;
import io.counterstream.quickstart.QuickstartCommand;
import io.counterstream.sandbox.SandboxMain;
import io.counterstream.torture.run.TortureCommand;
import java.util.ArrayList;
import java.util.List;

/** The program {@code counterstream}: the commands of all modules in one tree. */
public final class CounterstreamMain {
  private CounterstreamMain() {}

  /** Runs a command; the process ends with its exit code. */
  public static void main(String[] arguments) {
    System.exit(tree().run(arguments));
  }

  static CommandTree tree() {
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("Start here", List.of(QuickstartCommand.class)));
    sections.add(new Section(
        "Run it", List.of(SandboxMain.class, ProcessorMain.class, AnalyticsCommand.class)));
    sections.addAll(CounterstreamCli.SECTIONS);
    sections.add(new Section("Doubt it", List.of(TortureCommand.class)));
    sections.add(new Section("Measure it", List.of(BenchCommand.class)));
    return new CommandTree(sections);
  }
}

package io.counterstream.cli;

/** The commands of this module as a program, for a test that kills it. */
final class ClientMain {
  private ClientMain() {}

  /** Runs a command; the process ends with its exit code. */
  public static void main(String[] arguments) {
    System.exit(new CommandTree(CounterstreamCli.SECTIONS).run(arguments));
  }
}

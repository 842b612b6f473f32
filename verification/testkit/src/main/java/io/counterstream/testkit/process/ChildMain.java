package io.counterstream.testkit.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Runs another program and ends when the parent process ends.
 *
 * <p>It reads its standard input, a pipe from the parent. The system closes the pipe, however the
 * parent ends.
 */
public final class ChildMain {
  private static final int ORPHANED = 99;

  private ChildMain() {}

  /**
   * Runs the program.
   *
   * @param arguments the main class, then its arguments
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Thread watch = new Thread(ChildMain::awaitEnd, "parent-watch");
    watch.setDaemon(true);
    watch.start();
    Method main = Class.forName(arguments[0]).getDeclaredMethod("main", String[].class);
    // A test's weakened processor is no public class.
    main.setAccessible(true);
    try {
      main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    } catch (InvocationTargetException failed) {
      failed.getCause().printStackTrace();
      System.exit(1);
    }
  }

  private static void awaitEnd() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever written.
      }
    } catch (IOException closed) {
      System.err.println("The parent process is gone: " + closed.getMessage());
    }
    Runtime.getRuntime().halt(ORPHANED);
  }
}

package io.counterstream.analytics.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.analytics.stream.WindowsTest;
import io.counterstream.contract.Outcome;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The tables of chains and of windows find a rule that is left out or wrong: a text of a production
 * source is replaced, and the table's rows run against the class that results.
 */
class RuleMutationTest {
  private static final Path SOURCES = Path.of("src/main/java/io/counterstream/analytics/model");

  @TempDir
  Path classes;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a gap is no fault | if (expired) { | if (false) { | a version is missing",
        "a value is not compared | event.previous() != before.value() | false | edited",
        "a version may go back | versionBefore < before.version() && | false && | older event",
        "a gap is never filled | gaps.remove(at); | ; | changed places",
        "what fills a gap is in order | if (link.isInPartitionOf(gap.after())) | if (false) |"
            + " changed places",
        "of several logs, gaps are faults | if (!severalLogs) { | if (true) { | one is behind",
        "conflicts are not compared | conflict.value() != before.value() | false | conflict found",
      })
  void theTableOfChainsFindsThat(String because, String text, String replacement, String row)
      throws Exception {
    List<String> failed = failedRows(
        ChainTest.class, "alerts", 3, new Mutation("EventChain.java", text, replacement));
    assertThat(failed).as(because).anyMatch(found -> found.contains(row.trim()));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "there is no grace | millis + graceMillis <= | millis <= | out of order within the grace",
        "the grace ends later | graceMillis <= streamTimeMillis | graceMillis < streamTimeMillis |"
            + " later than the grace",
        "nothing is late | startMillis + millis + graceMillis <= streamTimeMillis | false |"
            + " later than the grace",
      })
  void theTableOfWindowsFindsThat(String because, String text, String replacement, String row)
      throws Exception {
    Mutation mutation = new Mutation("WindowSpan.java", text, replacement);
    assertThat(failedRows(WindowsTest.class, "seconds", 4, mutation))
        .as(because)
        .contains(row.trim());
  }

  /** A source with one text replaced, which is there once. */
  private record Mutation(String file, String text, String replacement) {
    String source() throws IOException {
      String source = Files.readString(SOURCES.resolve(file), UTF_8);
      int at = source.indexOf(text);
      assertThat(at).as("%s contains: %s", file, text).isNotNegative();
      assertThat(source.indexOf(text, at + 1)).as("%s contains it once", file).isNegative();
      return source.replace(text, replacement);
    }
  }

  /** The reasons of the rows of a table that fail with the mutation. */
  private List<String> failedRows(Class<?> test, String method, int columns, Mutation mutation)
      throws Exception {
    compile(mutation.source());
    Class<?> mutated = new MutatedClasses(classes).loadClass(test.getName());
    Method table = Stream.of(mutated.getDeclaredMethods())
        .filter(each -> each.getName().equals(method))
        .findFirst()
        .orElseThrow();
    table.setAccessible(true);
    List<String> failed = new ArrayList<>();
    for (String line : table.getAnnotation(CsvSource.class).value()) {
      String[] cells = line.split("\\|", -1);
      Object[] arguments = new Object[columns];
      for (int i = 0; i < columns; i++) {
        String cell = cells[i].trim();
        arguments[i] = table.getParameterTypes()[i] == long.class
            ? (Object) Long.valueOf(cell)
            : cell.isEmpty() ? null : cell;
      }
      if (fails(mutated, table, arguments)) {
        failed.add((String) arguments[0]);
      }
    }
    return failed;
  }

  private static boolean fails(Class<?> test, Method table, Object[] arguments)
      throws ReflectiveOperationException {
    try {
      var constructor = test.getDeclaredConstructor();
      constructor.setAccessible(true);
      table.invoke(constructor.newInstance(), arguments);
      return false;
    } catch (InvocationTargetException failed) {
      return true;
    }
  }

  /** The folder or archive of a class: javac reads no others, which would take most of its time. */
  private static Path folderOf(Class<?> type) {
    return Path.of(
        URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  private void compile(String source) {
    StringWriter output = new StringWriter();
    List<String> options = List.of(
        "-d",
        classes.toString(),
        "-proc:none",
        "-nowarn",
        "-cp",
        folderOf(EventChain.class) + File.pathSeparator + folderOf(Outcome.class));
    String name = source.replaceFirst("(?s).*?\npublic (?:final class|enum) (\\w+).*", "$1");
    JavaFileObject file =
        new SimpleJavaFileObject(
            URI.create("mutated:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    boolean compiled = ToolProvider.getSystemJavaCompiler()
        .getTask(output, null, null, options, null, List.of(file))
        .call();
    assertThat(compiled).as(output.toString()).isTrue();
  }

  /** The classes of analytics and its tests, with those that were compiled anew. */
  private static final class MutatedClasses extends ClassLoader {
    private final Path mutated;

    MutatedClasses(Path mutated) {
      super(RuleMutationTest.class.getClassLoader());
      this.mutated = mutated;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (!name.startsWith("io.counterstream.analytics.")) {
          return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(name) : loaded;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String file = name.replace('.', '/') + ".class";
      Path own = mutated.resolve(file);
      try (InputStream in =
          Files.exists(own) ? Files.newInputStream(own) : getParent().getResourceAsStream(file)) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException unreadable) {
        throw new ClassNotFoundException(name, unreadable);
      }
    }
  }
}

package io.counterstream.processor.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The processor's classes and this simulation, with one production class compiled from a source in
 * which one judgement is left out or wrong.
 */
final class MutatedProcessor extends ClassLoader {
  private static final String PROCESSOR = "io.counterstream.processor.";
  private static final Path SOURCES = Path.of("src/main/java/io/counterstream/processor");

  private final Path classes;

  /** A source in memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(Path file, String text) {
      super(URI.create("mutated:///" + file), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private MutatedProcessor(Path classes) {
    super(MutatedProcessor.class.getClassLoader());
    this.classes = classes;
  }

  /**
   * Replaces a text that stands once in a source of the processor. White space may differ, so that
   * a format can't hide it.
   *
   * @param file the source, from the package {@code io.counterstream.processor} on
   * @param text the text to replace
   * @param replacement the text instead
   * @param directory receives the compiled classes
   */
  static MutatedProcessor replacing(String file, String text, String replacement, Path directory)
      throws IOException {
    String source = Files.readString(SOURCES.resolve(file), UTF_8);
    String anySpace = Stream.of(text.trim().split("\\s+"))
        .map(Pattern::quote)
        .collect(Collectors.joining("\\s+"));
    Matcher found = Pattern.compile(anySpace).matcher(source);
    if (!found.find()) {
      throw new IllegalArgumentException(file + " no longer contains: " + text);
    }
    String mutated =
        source.substring(0, found.start()) + replacement + source.substring(found.end());
    if (found.find()) {
      throw new IllegalArgumentException(file + " contains more than once: " + text);
    }
    compile(new Source(Path.of(file), mutated), directory);
    return new MutatedProcessor(directory);
  }

  private static void compile(JavaFileObject source, Path directory) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options = List.of(
        "-d",
        directory.toString(),
        "-proc:none",
        "-nowarn",
        "-cp",
        System.getProperty("java.class.path"));
    StringWriter output = new StringWriter();
    if (!compiler.getTask(output, null, null, options, null, List.of(source)).call()) {
      throw new IllegalArgumentException("the mutation does not compile: " + output);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      if (!name.startsWith(PROCESSOR)) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    String file = name.replace('.', '/') + ".class";
    Path mutated = classes.resolve(file);
    try (InputStream in = Files.exists(mutated)
        ? Files.newInputStream(mutated)
        : getParent().getResourceAsStream(file)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
  }

  /** The number of schedules until this processor violates an invariant, or the bound plus one. */
  long schedulesUntil(StreamInvariant invariant, long schedulesMax)
      throws ReflectiveOperationException {
    return (long) loadClass(Schedules.class.getName(), true)
        .getDeclaredMethod("until", String.class, long.class)
        .invoke(null, invariant.name(), schedulesMax);
  }
}

package io.counterstream.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The CPU time of compilers in Linux's lines about threads. */
final class CompilationTest {
  private static final String REST =
      " S 2074 2074 25764 0 -1 4194304 99 0 7 0 120 34 0 0 20 0 1 0 6101639 3133440 394\n";

  @ParameterizedTest
  @CsvSource({
    "(C2 CompilerThre), 154",
    "(C1 CompilerThre), 154",
    "(counterstream-C2), 0",
    "(GC Thread#0), 0",
    "(C2 a) (b), 0"
  })
  void countsUserAndKernelTimeOfCompilers(String name, long ticks) {
    assertThat(Compilation.compilerTicks("2120 " + name + REST)).isEqualTo(ticks);
  }

  @ParameterizedTest
  @CsvSource({"''", "unreadable"})
  void countsNoThreadThatEnded(String line) {
    assertThat(Compilation.compilerTicks(line)).isZero();
  }
}

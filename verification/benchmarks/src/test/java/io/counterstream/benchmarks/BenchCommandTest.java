package io.counterstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Options that can't be meant end before anything is started. */
final class BenchCommandTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--repetitions 0",
        "--seconds 0",
        "--warm-up -1",
        "hot --table-latency 3",
        "hot --contenders round-trip",
        "--contenders nobody",
        "--json /dev/null/it.json --bootstrap-servers nowhere",
        "--svg / --bootstrap-servers nowhere",
        "warm",
        "--table-endpoint http://127.0.0.1:1",
        "steady --rates -1",
        "handover --rates 0",
        "handover --events sigterm,quake",
        "handover --contenders parallel-consumer",
        "handover --seconds 0",
        "handover --svg / --bootstrap-servers nowhere",
        "steady --rates 1,many",
        "steady --contenders table-limit",
        "steady --seconds 0 --cold-seconds 0",
        "steady --json / --bootstrap-servers nowhere",
        "steady --table-endpoint http://127.0.0.1:1"
      })
  void endsWithTwo(String options) {
    CommandLine command = new CommandLine(new BenchCommand())
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(new StringWriter()));
    assertThat(command.execute(options.split(" "))).isEqualTo(2);
  }
}

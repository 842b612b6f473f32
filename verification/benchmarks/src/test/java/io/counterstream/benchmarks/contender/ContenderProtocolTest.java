package io.counterstream.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.benchmarks.contender.ContenderProtocol.Action;
import io.counterstream.benchmarks.contender.ContenderProtocol.Request;
import io.counterstream.benchmarks.contender.ContenderProtocol.Response;
import io.counterstream.workload.Scenario;
import io.counterstream.workload.Workload;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lines between two JVMs. */
final class ContenderProtocolTest {
  private static final Assignment FAR =
      new Assignment("h:1", "http://h:2", "name", "table", 5000, Map.of("max.batch.commands", "1"));

  @Test
  void carriesARequest() {
    Request request = new Request(
        Action.DRAIN,
        Contender.TABLE_LIMIT,
        FAR,
        Workload.of(Scenario.GROWTH, 7).over(1000, 40),
        new TableWrites(5, 6, 7, 8));
    Request read = ContenderProtocol.read(ContenderProtocol.write(request), Request.class);
    assertThat(read).isEqualTo(request);
    assertThat(read.assignment().latency()).isEqualTo(Duration.ofMillis(5));
    assertThat(read.assignment().tableEndpoint()).hasToString("Optional[http://h:2]");
  }

  @Test
  void leavesTheEndpointOutIfItIsTheRegionsOwn() {
    Assignment assignment = new Assignment("h:1", "", "n", "t", 0, Map.of());
    Request request = new Request(Action.START, Contender.BLOCKING, assignment, null, null);
    Request read = ContenderProtocol.read(ContenderProtocol.write(request), Request.class);
    assertThat(read).isEqualTo(request);
    assertThat(read.assignment().tableEndpoint()).isEmpty();
  }

  @Test
  void carriesFigures() {
    Response response = Response.of(Map.of("seconds", 0.25, "commands", 5));
    Response read = ContenderProtocol.read(ContenderProtocol.write(response), Response.class);
    assertThat(read.figure("seconds")).isEqualTo(0.25);
    assertThat(read.figure("commands")).isEqualTo(5);
    assertThat(read.failure()).isEmpty();
  }

  @Test
  void keepsAFailureOnOneLine() {
    String line = ContenderProtocol.write(
        Response.failed(new IllegalStateException("two\nlines and spaces")));
    assertThat(line.lines()).hasSize(1);
    assertThat(ContenderProtocol.read(line, Response.class).failure())
        .endsWith("two\nlines and spaces");
  }

  @Test
  void knowsAResponseFromWhatAJvmPrints() {
    assertThat(ContenderProtocol.isResponse(ContenderProtocol.write(Response.of(Map.of()))))
        .isTrue();
    assertThat(
            ContenderProtocol.isResponse(ContenderProtocol.write(Response.of(Map.of("reads", 0)))))
        .isTrue();
    assertThat(ContenderProtocol.isResponse(
            ContenderProtocol.write(Response.failed(new IllegalStateException()))))
        .isTrue();
    assertThat(ContenderProtocol.isResponse("[0.4s][info][jfr,startup] Started recording 1."))
        .isFalse();
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> Response.of(Map.of("count", 5)).figure("seconds"))
        .hasMessage("response must have seconds, has [count]");
  }
}

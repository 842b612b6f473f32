package io.counterstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoints that the processor and the command line accept. */
class TableEndpointTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8000",
        "http://[::1]:8000",
        "https://[2001:db8::1]",
        "https://dynamodb.eu-central-1.amazonaws.com/"
      })
  void acceptsAServersAddress(String endpoint) {
    assertThat(TableEndpoint.fault(endpoint)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:8000, must be http://host:port or https://host",
    "http://host/path, must be http://host:port or https://host",
    "http://[::1:8000, must be http://host:port or https://host",
    "http://dynamo_db:8000, an alias without underscores",
    "https://c.dax-clusters.eu-central-1.amazonaws.com, that of a DAX cache",
    "http://user:c4nary@host, was http://…@host"
  })
  void saysWhatIsWrong(String endpoint, String fault) {
    assertThat(TableEndpoint.fault(endpoint).orElseThrow())
        .contains(fault)
        .doesNotContain("c4nary");
  }
}

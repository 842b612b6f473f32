package io.counterstream.contract.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages quote a user's input without passwords. */
class SecretsTest {
  @Test
  void aValueIsReplaced() {
    assertThat(Secrets.masked("'kafka.ssl.key.password=c4nary', password: \"c4 nary\""))
        .isEqualTo("'kafka.ssl.key.password=… password: …");
    assertThat(Secrets.masked("was http://user:c4nary@host:8000"))
        .isEqualTo("was http://…@host:8000");
  }

  @Test
  void anArgumentIsReplacedToItsEndAndBehindAnOption() {
    assertThat(Secrets.maskedArguments(List.of(
            "kafka.ssl.key.password=c4nary with spaces",
            "--password",
            "c4nary",
            "--Client-Secret",
            "c4nary",
            "sasl.jaas.config=M required username=\"u\" password=\"c4nary\";",
            "5")))
        .containsExactly(
            "kafka.ssl.key.password=…",
            "--password",
            "…",
            "--Client-Secret",
            "…",
            "sasl.jaas.config=M required username=\"u\" password=…;",
            "5");
  }

  @Test
  void otherTextStays() {
    String text = "Unknown options: '--tokens', 'secretary'";
    assertThat(Secrets.masked(text)).isEqualTo(text);
    assertThat(Secrets.maskedArguments(List.of("--by", "5", "secretary", "7")))
        .containsExactly("--by", "5", "secretary", "7");
  }
}

package io.counterstream.contract.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A right that is missing is named: to whom, which operation, on what. */
class RightsTest {
  private static final Rights RIGHTS = new Rights("User:alice");
  private static final Set<AclOperation> NEEDED = Set.of(AclOperation.READ, AclOperation.DESCRIBE);

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
          nobody logs in       | -              | -                        | -   | User:ANONYMOUS
          the broker does only | SSL            | -                        | -   | User:ANONYMOUS
          a certificate        | ssl            | -                        | k   | OF certificate
          SCRAM                | SASL_SSL       | username="al b" password=p | - | User:al b
          no quotes            | SASL_PLAINTEXT | username=al password=p   | -   | User:al
          a token names it     | SASL_SSL       | clientId=a               | -   | OF credentials
          broken               | SASL_SSL       | username=al password="p  | -   | OF credentials
          """)
  void thePrincipalIsNamedWhereItIsKnown(
      String because, String protocol, String login, String keystore, String principal) {
    Map<String, String> settings = new HashMap<>();
    settings.put("security.protocol", protocol);
    settings.put("sasl.jaas.config", login == null ? null : "x.Login required " + login + ";");
    settings.put("ssl.keystore.location", keystore);
    settings.values().removeIf(value -> value == null);
    assertThat(Rights.of(settings).principal())
        .as(because)
        .isEqualTo(principal
            .replace("OF certificate", "the principal of this client certificate")
            .replace("OF credentials", "the principal of these credentials"));
  }

  @Test
  void whatIsMissingIsNamedBesideWhatIsThere() {
    assertThat(RIGHTS.missing("topic t", NEEDED, Set.of(AclOperation.DESCRIBE)))
        .contains("User:alice must be allowed [READ] on topic t, found [DESCRIBE]");
    assertThat(RIGHTS.missing("topic t", NEEDED, NEEDED)).isEmpty();
    assertThat(RIGHTS.missing("topic t", NEEDED, Set.of(AclOperation.ALL))).isEmpty();
  }

  @Test
  void brokersThatDoNotSayRefuseNothing() {
    assertThat(RIGHTS.missing("topic t", NEEDED, null)).isEmpty();
    assertThat(RIGHTS.missing("topic t", NEEDED, Set.of())).isEmpty();
  }

  @Test
  void aRefusedRequestNamesItsRight() {
    assertThat(RIGHTS.require(AclOperation.READ, "topic t", () -> 1)).isEqualTo(1);
    assertThatThrownBy(() -> RIGHTS.require(AclOperation.READ, "topic t", () -> {
          throw new TopicAuthorizationException("Topic authorization failed.");
        }))
        .isInstanceOf(MissingRightsException.class)
        .hasMessage("User:alice must be allowed [READ] on topic t");
  }
}

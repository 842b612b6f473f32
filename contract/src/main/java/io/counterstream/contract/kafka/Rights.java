package io.counterstream.contract.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.security.JaasContext;

/**
 * Says which right is missing: to whom, which operations, on what. The brokers' own messages name
 * neither the operation nor the principal, and often no resource.
 *
 * @param principal as brokers name it by default; described if the client does not know it
 */
public record Rights(String principal) {
  private static final String PROTOCOL = "security.protocol";

  /** The rights of the principal as which clients with these settings log in. */
  public static Rights of(Map<String, ?> settings) {
    String protocol = settings.containsKey(PROTOCOL)
        ? settings.get(PROTOCOL).toString().strip().toUpperCase(Locale.ROOT)
        : "PLAINTEXT";
    if (protocol.startsWith("SASL_")) {
      return new Rights(userOf(settings)
          .map(user -> "User:" + user)
          .orElse("the principal of these credentials"));
    }
    boolean hasCertificate = settings.containsKey(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG)
        || settings.containsKey(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG)
        || settings.containsKey(SslConfigs.SSL_KEYSTORE_KEY_CONFIG);
    return new Rights(
        protocol.equals("SSL") && hasCertificate
            ? "the principal of this client certificate"
            : "User:ANONYMOUS");
  }

  /** The user of PLAIN and SCRAM. A token or a ticket has its user inside. */
  private static Optional<String> userOf(Map<String, ?> settings) {
    Map<String, Object> login = new HashMap<>(settings);
    login.computeIfPresent(
        SaslConfigs.SASL_JAAS_CONFIG, (name, value) -> new Password(value.toString()));
    try {
      return JaasContext.loadClientContext(login).configurationEntries().stream()
          .map(entry -> entry.getOptions().get("username"))
          .filter(String.class::isInstance)
          .map(String.class::cast)
          .findFirst();
    } catch (RuntimeException unknown) {
      return Optional.empty();
    }
  }

  /** Says that these operations on a resource must be allowed. */
  public String missing(String resource, Set<AclOperation> operations) {
    return principal + " must be allowed " + new TreeSet<>(operations) + " on " + resource;
  }

  /**
   * Says which operations must be allowed that are not.
   *
   * @param granted null or empty if the brokers do not say; then nothing is missing
   */
  public Optional<String> missing(
      String resource, Set<AclOperation> needed, Set<AclOperation> granted) {
    if (granted == null || granted.isEmpty() || granted.contains(AclOperation.ALL)) {
      return Optional.empty();
    }
    Set<AclOperation> missing = new TreeSet<>(needed);
    missing.removeAll(granted);
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(missing(resource, missing) + ", found " + new TreeSet<>(granted));
  }

  /**
   * Sends a request that needs an operation.
   *
   * @throws MissingRightsException if the brokers refuse it, with the right that is missing
   */
  public <T> T require(AclOperation operation, String resource, Supplier<T> request) {
    try {
      return request.get();
    } catch (AuthorizationException refused) {
      throw new MissingRightsException(List.of(missing(resource, Set.of(operation))), refused);
    }
  }
}

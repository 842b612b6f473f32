package io.counterstream.contract.failure;

import io.counterstream.contract.failure.Explanation.Kind;
import java.nio.file.NoSuchFileException;
import java.security.UnrecoverableKeyException;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.KafkaException;

/**
 * Failures to create a client of Kafka with the user's settings of TLS and SASL, which Kafka hides
 * behind "Failed to create new NetworkClient" and the like. Never returns a part of a password.
 */
final class ClientSettingFailures {
  private static final String JAAS = "sasl.jaas.config";
  private static final Pattern JAAS_MESSAGE = Pattern.compile("JAAS config|login\\.modules");

  /** What Kafka quotes may be a part of a password whose quotes are missing. */
  private static final Pattern QUOTED =
      Pattern.compile("(Value not specified for key|control flag) '(.*)'", Pattern.DOTALL);

  private static final Set<String> HARMLESS = Set.of("username", "password");
  private static final String KEY_STORE_MESSAGE = "Failed to load";

  private final UnaryOperator<String> setting;

  /** Creates it with the program's way to name a setting of Kafka's clients. */
  ClientSettingFailures(UnaryOperator<String> setting) {
    this.setting = setting;
  }

  /** Explains a failure of this kind; empty for all others. */
  Optional<Explanation> recognize(Throwable failure) {
    return jaas(failure)
        .or(() -> keyStore(failure))
        .or(() -> Causes.find(LoginException.class, failure)
            .map(refused -> new Explanation(
                Kind.SETTINGS,
                "the login that " + setting.apply(JAAS) + " describes failed: "
                    + Causes.explain(refused),
                "")))
        .or(() -> missingClass(failure));
  }

  private Optional<Explanation> jaas(Throwable failure) {
    return find(failure, JAAS_MESSAGE)
        .map(message -> new Explanation(
            Kind.SETTINGS,
            setting.apply(JAAS) + " can't be read: " + withoutSecrets(message),
            "Expected are a class, the word required, options with each value in double quotes, and"
                + " a semicolon, as in org.apache.kafka.common.security.scram.ScramLoginModule"
                + " required username=\"…\" password=\"…\";"));
  }

  /** See {@link KafkaFailures#asCause}. */
  static KafkaException asCause(KafkaException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (!withoutSecrets(message).equals(message)) {
        return copy(failure);
      }
    }
    return failure;
  }

  private static KafkaException copy(Throwable failure) {
    Throwable cause = failure.getCause();
    KafkaException copy = new KafkaException(
        withoutSecrets(String.valueOf(failure.getMessage())), cause == null ? null : copy(cause));
    copy.setStackTrace(failure.getStackTrace());
    return copy;
  }

  private static String withoutSecrets(String message) {
    Matcher quoted = QUOTED.matcher(message);
    return quoted.find() && !HARMLESS.contains(quoted.group(2))
        ? quoted.replaceAll("$1 that is not shown")
        : message;
  }

  private Optional<Explanation> keyStore(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof KafkaException
          && String.valueOf(cause.getMessage()).startsWith(KEY_STORE_MESSAGE)) {
        return Optional.of(new Explanation(
            Kind.SETTINGS,
            cause.getMessage().replaceFirst("^F", "f") + ": " + reasonOf(cause),
            "Check " + setting.apply("ssl.truststore.location") + ", its .password and its .type,"
                + " and the same of ssl.keystore"));
      }
    }
    return Optional.empty();
  }

  private static String reasonOf(Throwable failure) {
    if (Causes.find(UnrecoverableKeyException.class, failure).isPresent()) {
      return "the password is wrong";
    }
    return Causes.find(NoSuchFileException.class, failure)
        .map(missing -> "there is no such file")
        .orElseGet(() -> Causes.explain(failure));
  }

  private static Optional<Explanation> missingClass(Throwable failure) {
    return Causes.find(ClassNotFoundException.class, failure)
        .<Throwable>map(missing -> missing)
        .or(() -> Causes.find(NoClassDefFoundError.class, failure))
        .map(missing -> new Explanation(
            Kind.SETTINGS,
            "class " + String.valueOf(missing.getMessage()).replace('/', '.')
                + " is not on the class path",
            "Add the library that has it, or choose a setting that does not need it"));
  }

  private static Optional<String> find(Throwable failure, Pattern message) {
    Optional<String> found = Optional.empty();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String text = String.valueOf(cause.getMessage());
      if (message.matcher(text).find()) {
        found = Optional.of(text);
      }
    }
    return found;
  }
}

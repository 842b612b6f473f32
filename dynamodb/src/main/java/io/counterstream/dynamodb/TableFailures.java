package io.counterstream.dynamodb;

import io.counterstream.contract.failure.Causes;
import io.counterstream.contract.failure.Explanation;
import io.counterstream.contract.failure.Explanation.Kind;
import io.counterstream.contract.failure.TlsFailure;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/**
 * Explains failures of DynamoDB's client by their deepest cause. The SDK's own messages name its
 * classes, and every source of credentials that is not there.
 */
final class TableFailures {
  private static final String NO_CREDENTIALS = "Unable to load credentials from any";
  private static final String CLOSED = "The connection was closed during the request";
  private static final String NO_REGION = "Unable to load region";

  /** Begins the reason of each provider of the chain. */
  private static final Pattern PROVIDER = Pattern.compile("(?:, |\\[)(?=\\w+Provider\\()");

  /** Every profile of the file, which precedes the reason and would crowd it out. */
  private static final Pattern PROFILES =
      Pattern.compile("(profileName=[^,)]+), profileFile=ProfileFile\\(.*?]\\)(?=\\): )");

  /** The reasons of providers that nobody has configured. */
  private static final Pattern NOT_CONFIGURED =
      Pattern.compile("must be specified either|must be set|environment variables are set|from IMDS"
          + "|contained no credentials for profile 'default'|ProfileFile\\(sections=\\[]\\)");

  private static final Set<String> CREDENTIALS_CODES = Set.of(
      "UnrecognizedClientException",
      "InvalidSignatureException",
      "IncompleteSignatureException",
      "MissingAuthenticationToken",
      "MissingAuthenticationTokenException",
      "ExpiredTokenException",
      "ExpiredToken",
      "InvalidClientTokenId");

  private static final int REASON_CHARACTERS_MAX = 500;

  private TableFailures() {}

  /** Explains any failure of a request or of the client's creation. */
  static Explanation explain(Throwable failure) {
    return Causes.find(AwsServiceException.class, failure)
        .map(TableFailures::refused)
        .or(() -> notFound(failure))
        .or(() -> TlsFailure.of(failure).map(TableFailures::tls))
        .or(() -> late(failure))
        .or(() -> setting(failure))
        .orElseGet(() -> new Explanation(Kind.OTHER, bounded(Causes.explain(failure)), ""));
  }

  private static Explanation refused(AwsServiceException refused) {
    AwsErrorDetails details = refused.awsErrorDetails();
    if (details == null || details.errorCode() == null) {
      return new Explanation(
          Kind.UNREACHABLE,
          "the server's response, with HTTP status " + refused.statusCode()
              + ", is none of DynamoDB",
          "Is it DynamoDB? Check the endpoint");
    }
    String reason = details.errorCode() + ": " + bounded(details.errorMessage());
    if (details.errorCode().startsWith("AccessDenied")) {
      return new Explanation(Kind.RIGHTS, reason, "Permit the action that it names");
    }
    return CREDENTIALS_CODES.contains(details.errorCode())
        ? new Explanation(
            Kind.CREDENTIALS,
            "DynamoDB refuses the credentials: " + reason,
            "Check the access key, the session token and the region")
        : new Explanation(Kind.OTHER, reason, "");
  }

  private static Optional<Explanation> notFound(Throwable failure) {
    return Causes.find(UnknownHostException.class, failure)
        .map(unknown -> new Explanation(
            Kind.UNREACHABLE,
            "unknown host " + unknown.getMessage(),
            "Check the endpoint and the region"))
        .or(() -> Causes.find(ConnectException.class, failure)
            .map(refused -> new Explanation(
                Kind.UNREACHABLE, refused.getMessage(), "Is it running? Check the endpoint")));
  }

  private static Explanation tls(TlsFailure failed) {
    return new Explanation(
        failed.fault() == TlsFailure.Fault.NO_TLS ? Kind.SETTINGS : Kind.CREDENTIALS,
        "the server " + failed.reason(),
        failed.fault() == TlsFailure.Fault.NO_TLS
            ? "Use an endpoint with http instead of https, or the port of https"
            : "The truststore of the JVM (javax.net.ssl.trustStore) must have its authority");
  }

  /** The SDK hides what a server without TLS has sent. */
  private static Optional<Explanation> late(Throwable failure) {
    if (Causes.explain(failure).contains(CLOSED)) {
      return Optional.of(new Explanation(
          Kind.UNREACHABLE,
          "the server closed the connection",
          "Is it running, and is the endpoint's https or http that of its port?"));
    }
    return Causes.find(ApiCallTimeoutException.class, failure)
        .map(late -> new Explanation(
            Kind.UNREACHABLE, "no response in time (" + Causes.explain(late) + ")", ""));
  }

  private static Optional<Explanation> setting(Throwable failure) {
    String message = Causes.explain(failure);
    if (message.startsWith(NO_REGION)) {
      return Optional.of(new Explanation(
          Kind.SETTINGS, "no AWS region is set on this machine", "Set AWS_REGION or table.region"));
    }
    return message.startsWith(NO_CREDENTIALS)
        ? Optional.of(new Explanation(
            Kind.CREDENTIALS,
            "there are no AWS credentials" + configuredProviders(message),
            "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile or role of AWS"))
        : Optional.empty();
  }

  /** The reasons of the providers that somebody has configured. */
  private static String configuredProviders(String message) {
    int reasons = message.lastIndexOf(" : [");
    String configured = reasons < 0
        ? ""
        : Arrays.stream(PROVIDER.split(message.substring(reasons + 3)))
            .filter(reason -> !reason.isBlank() && !reason.equals("["))
            .filter(reason -> !NOT_CONFIGURED.matcher(reason).find())
            .map(reason -> PROFILES.matcher(reason.replaceFirst("]$", "")).replaceFirst("$1"))
            .collect(Collectors.joining(", "));
    return configured.isEmpty() ? "" : ": " + bounded(configured);
  }

  private static String bounded(String reason) {
    String line = String.valueOf(reason).replace('\n', ' ');
    return line.length() > REASON_CHARACTERS_MAX
        ? line.substring(0, REASON_CHARACTERS_MAX) + "…"
        : line;
  }
}

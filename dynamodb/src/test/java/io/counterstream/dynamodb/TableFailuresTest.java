package io.counterstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterstream.contract.failure.Explanation;
import io.counterstream.contract.failure.Explanation.Kind;
import io.counterstream.core.table.TableUnavailableException;
import io.counterstream.core.table.TableUnavailableException.Prospect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** A failure of DynamoDB is explained by its deepest cause, without the SDK's class names. */
class TableFailuresTest {
  private static final String CHAIN =
      "Unable to load credentials from any of the providers in the chain"
          + " AwsCredentialsProviderChain(credentialsProviders=["
          + "SystemPropertyCredentialsProvider(), WebIdentityTokenCredentialsProvider()]) : ["
          + "SystemPropertyCredentialsProvider(): Unable to load credentials from system settings."
          + " Access key must be specified either via environment variable (AWS_ACCESS_KEY_ID) or"
          + " system property (aws.accessKeyId)., %s"
          + "InstanceProfileCredentialsProvider(): Failed to load credentials from IMDS.]";

  static Stream<Arguments> failures() {
    return Stream.of(
        arguments(
            "nothing is configured",
            SdkClientException.create(CHAIN.formatted("")),
            Kind.CREDENTIALS,
            "there are no AWS credentials. Set AWS_ACCESS_KEY_ID"),
        arguments(
            "a provider that was configured and failed",
            SdkClientException.create(CHAIN.formatted(
                "WebIdentityTokenCredentialsProvider(): To use web identity tokens, the 'sts'"
                    + " service module must be on the class path., ")),
            Kind.CREDENTIALS,
            "there are no AWS credentials: WebIdentityTokenCredentialsProvider(): To use web"
                + " identity tokens, the 'sts' service module must be on the class path.. Set"),
        arguments(
            "no region",
            SdkClientException.create("Unable to load region from any of the providers in the chain"
                + " software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain@1"),
            Kind.SETTINGS,
            "no AWS region is set on this machine. Set AWS_REGION"),
        arguments(
            "another web server",
            DynamoDbException.builder()
                .statusCode(404)
                .message("null (Service: …)")
                .build(),
            Kind.UNREACHABLE,
            "the server's response, with HTTP status 404, is none of DynamoDB"));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments(
            "an unknown host",
            SdkClientException.create(
                "Received an UnknownHostException when attempting to interact" + " with a service.",
                new UnknownHostException("no.such.host")),
            Kind.UNREACHABLE,
            "unknown host no.such.host. Check the endpoint and the region"),
        arguments(
            "a right",
            refusal(
                "AccessDeniedException",
                "User: arn:aws:iam::1:user/u is not authorized to"
                    + " perform: dynamodb:DescribeTable on resource: arn:aws:dynamodb:r:1:table/t"),
            Kind.RIGHTS,
            "is not authorized to perform: dynamodb:DescribeTable on resource:"),
        arguments(
            "an unknown access key",
            refusal("UnrecognizedClientException", "The security token included is invalid."),
            Kind.CREDENTIALS,
            "DynamoDB refuses the credentials: UnrecognizedClientException: The security token"));
  }

  private static DynamoDbException refusal(String code, String message) {
    return (DynamoDbException) DynamoDbException.builder()
        .statusCode(400)
        .awsErrorDetails(
            AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"failures", "refusals"})
  void theDeepestCauseIsExplained(String because, Throwable failure, Kind kind, String text) {
    Explanation explanation = TableFailures.explain(failure);
    assertThat(explanation.kind()).isEqualTo(kind);
    assertThat(explanation.text()).contains(text).doesNotContain("software.amazon");
  }

  @Test
  void whereNothingListensTheAddressIsNamed() {
    TableUnavailableException failed = findings("http://127.0.0.1:1");
    assertThat(failed)
        .hasMessage("Connection refused: /127.0.0.1:1. Is it running? Check the endpoint");
    assertThat(failed.prospect()).isEqualTo(Prospect.MAY_PASS);
  }

  /** Real failures, where a client with https looks for credentials first. */
  @BeforeAll
  static void haveCredentials() {
    System.setProperty("aws.accessKeyId", "key");
    System.setProperty("aws.secretAccessKey", "secret");
  }

  @AfterAll
  static void haveNone() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @Test
  void aServerWithoutTlsIsSuspected() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> served = CompletableFuture.runAsync(() -> refuse(server));
      assertThat(findings("https://127.0.0.1:" + server.getLocalPort()))
          .hasMessage("the server closed the connection. Is it running, and is the endpoint's https"
              + " or http that of its port?");
      served.join();
    }
  }

  private static void refuse(ServerSocket server) {
    try (Socket client = server.accept()) {
      client
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      client.getInputStream().readAllBytes();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static TableUnavailableException findings(String endpoint) {
    DynamoDb.Address address = new DynamoDb.Address(
        "t", Optional.of(URI.create(endpoint)), Optional.of("r"), 1, Duration.ofSeconds(30));
    try (DynamoDb table = DynamoDb.open(address)) {
      return catchThrowableOfType(TableUnavailableException.class, table::findings);
    }
  }
}

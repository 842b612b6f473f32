package io.counterstream.benchmarks.contender;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClientBuilder;

/** Opens clients of the table for everything except the processor. */
public final class TableClients {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private TableClients() {}

  /** Opens a client without added latency, for fixtures. */
  public static DynamoDbAsyncClient connect(Optional<URI> endpoint) {
    return connect(endpoint, DelayedHttp.builder(Duration.ZERO, Assignment.IN_FLIGHT));
  }

  static DynamoDbAsyncClient connect(Assignment assignment) {
    return connect(
        assignment.tableEndpoint(),
        DelayedHttp.builder(assignment.latency(), Assignment.IN_FLIGHT));
  }

  private static DynamoDbAsyncClient connect(
      Optional<URI> endpoint, SdkAsyncHttpClient.Builder<?> http) {
    DynamoDbAsyncClientBuilder builder = DynamoDbAsyncClient.builder()
        .httpClientBuilder(http)
        .overrideConfiguration(settings -> settings.apiCallTimeout(TIMEOUT));
    endpoint.ifPresent(address -> {
      builder.endpointOverride(address);
      if ("http".equals(address.getScheme())) {
        builder.region(Region.US_EAST_1);
        builder.credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
      }
    });
    return builder.build();
  }
}

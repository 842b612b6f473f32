package io.counterstream.dynamodb;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClientBuilder;

/** Creates clients of DynamoDB and of compatible servers. */
final class DynamoDbClients {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

  private DynamoDbClients() {}

  /** A client that sends every request once, with a time-out. */
  static DynamoDbAsyncClient connect(DynamoDb.Address address, SdkAsyncHttpClient.Builder<?> http) {
    DynamoDbAsyncClientBuilder builder = DynamoDbAsyncClient.builder()
        .httpClientBuilder(http)
        .overrideConfiguration(settings -> settings
            .retryStrategy(DefaultRetryStrategy.doNotRetry())
            .apiCallTimeout(address.requestTimeout()));
    address.region().map(Region::of).ifPresent(builder::region);
    address.endpoint().ifPresent(builder::endpointOverride);
    if (address.endpoint().isPresent() && "http".equals(address.endpoint().get().getScheme())) {
      builder.credentialsProvider(localCredentials());
      if (address.region().isEmpty()) {
        builder.region(Region.US_EAST_1);
      }
    }
    return builder.build();
  }

  /** An HTTP client on these threads, which the caller shuts down. */
  static SdkAsyncHttpClient.Builder<?> http(DynamoDb.Address address, SdkEventLoopGroup loops) {
    return NettyNioAsyncHttpClient.builder()
        .eventLoopGroup(loops)
        .maxConcurrency(address.requestsInFlightMax())
        .connectionTimeout(CONNECT_TIMEOUT);
  }

  private static AwsCredentialsProvider localCredentials() {
    return AwsCredentialsProviderChain.of(
        SystemPropertyCredentialsProvider.create(),
        EnvironmentVariableCredentialsProvider.create(),
        StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
  }
}

package io.counterstream.processor.app;

import io.counterstream.dynamodb.DynamoDb;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;

/**
 * HTTP clients whose threads outlive them: whoever closes the last client of the SDK's own threads
 * waits two seconds for them.
 */
final class TestHttp {
  private static final SdkEventLoopGroup LOOPS = DynamoDb.eventLoops().build();

  private TestHttp() {}

  static NettyNioAsyncHttpClient.Builder builder() {
    return NettyNioAsyncHttpClient.builder().eventLoopGroup(LOOPS);
  }
}

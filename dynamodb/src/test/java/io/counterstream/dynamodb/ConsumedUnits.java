package io.counterstream.dynamodb;

import java.util.concurrent.atomic.DoubleAdder;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** The capacity units that a client's reads and updates of single items consume. Thread-safe. */
public final class ConsumedUnits implements ExecutionInterceptor {
  private final DoubleAdder read = new DoubleAdder();
  private final DoubleAdder written = new DoubleAdder();

  double read() {
    return read.sum();
  }

  double written() {
    return written.sum();
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    SdkRequest request = context.request();
    if (request instanceof GetItemRequest get) {
      return get.toBuilder()
          .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
          .build();
    }
    return request instanceof UpdateItemRequest update
        ? update.toBuilder()
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
            .build()
        : request;
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    SdkResponse response = context.response();
    if (response instanceof GetItemResponse get) {
      read.add(get.consumedCapacity().capacityUnits());
    } else if (response instanceof UpdateItemResponse update) {
      written.add(update.consumedCapacity().capacityUnits());
    }
  }
}

package io.counterstream.benchmarks.contender;

import io.counterstream.contract.CounterState;
import io.counterstream.core.journal.JournalCodec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Counts the requests of this JVM to DynamoDB and the capacity that they consume, as the service
 * reports it ({@code ReturnConsumedCapacity}). A failed condition is billed by the size of the item
 * that failed it.
 *
 * <p>The SDK creates an instance for every client, from a resource on the class path ({@link
 * MeterClassPath}), so that the measured code does not refer to it. All add to the same sums.
 */
public final class TableMeter implements ExecutionInterceptor {
  private static final LongAdder REQUESTS = new LongAdder();
  private static final LongAdder READS = new LongAdder();
  private static final DoubleAdder WRITE_UNITS = new DoubleAdder();
  private static final LongAdder JOURNAL_BYTES = new LongAdder();
  private static final LongAdder JOURNAL_COMMANDS = new LongAdder();
  private static final AtomicInteger JOURNALS = new AtomicInteger();

  /** Only one in so many journals is decoded: the CPU time counts as that of the contender. */
  private static final int JOURNALS_SAMPLED = 16;

  private static final int UNIT_BYTES = 1024;

  static void reset() {
    REQUESTS.reset();
    READS.reset();
    WRITE_UNITS.reset();
    JOURNAL_BYTES.reset();
    JOURNAL_COMMANDS.reset();
    JOURNALS.set(0);
  }

  static Map<String, Double> figures() {
    return Map.of(
        "requests", (double) REQUESTS.sum(),
        "reads", (double) READS.sum(),
        "writeUnits", WRITE_UNITS.sum(),
        "journalBytes", (double) JOURNAL_BYTES.sum(),
        "journalCommands", (double) JOURNAL_COMMANDS.sum());
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    SdkRequest request = context.request();
    if (request instanceof PutItemRequest put) {
      countJournal(put.item());
      return put.toBuilder()
          .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
          .build();
    }
    if (request instanceof UpdateItemRequest update) {
      countJournal(update);
      return update.toBuilder()
          .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
          .build();
    }
    if (request instanceof BatchExecuteStatementRequest batch) {
      return batch.toBuilder()
          .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
          .build();
    }
    return request;
  }

  private static boolean isSampled() {
    return Math.floorMod(JOURNALS.getAndIncrement(), JOURNALS_SAMPLED) == 0;
  }

  /** Counts the journal of an item, relative to the item's offset. */
  private static void countJournal(Map<String, AttributeValue> item) {
    count(item.get("journal"), item.get("offset"), Optional.empty());
  }

  /** Counts the journal of a processor's write; if it is relative, to any state. */
  private static void countJournal(UpdateItemRequest update) {
    Map<String, AttributeValue> values = update.expressionAttributeValues();
    count(values.get(":j"), values.get(":o"), Optional.of(CounterState.ABSENT));
  }

  private static void count(
      AttributeValue journal, AttributeValue offset, Optional<CounterState> before) {
    if (journal != null && isSampled()) {
      byte[] bytes = journal.b().asByteArrayUnsafe();
      JOURNAL_BYTES.add(bytes.length);
      JOURNAL_COMMANDS.add(
          JournalCodec.decode(bytes, Long.parseLong(offset.n()), before).size());
    }
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    SdkResponse response = context.response();
    if (response instanceof GetItemResponse) {
      REQUESTS.increment();
      READS.increment();
    } else if (response instanceof PutItemResponse put) {
      wrote(Optional.ofNullable(put.consumedCapacity()));
    } else if (response instanceof UpdateItemResponse update) {
      wrote(Optional.ofNullable(update.consumedCapacity()));
    } else if (response instanceof BatchExecuteStatementResponse batch) {
      List<ConsumedCapacity> consumed = batch.consumedCapacity();
      REQUESTS.increment();
      consumed.forEach(part -> WRITE_UNITS.add(part.capacityUnits()));
    }
  }

  private static void wrote(Optional<ConsumedCapacity> consumed) {
    REQUESTS.increment();
    WRITE_UNITS.add(consumed.map(ConsumedCapacity::capacityUnits).orElse(1.0));
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    if (context.exception() instanceof ConditionalCheckFailedException refused) {
      REQUESTS.increment();
      WRITE_UNITS.add(refused.hasItem() ? units(refused.item()) : 1);
    } else if (context.request() instanceof GetItemRequest) {
      REQUESTS.increment();
      READS.increment();
    } else if (context.request() instanceof PutItemRequest
        || context.request() instanceof UpdateItemRequest) {
      REQUESTS.increment();
    }
  }

  private static double units(Map<String, AttributeValue> item) {
    long bytes = 0;
    for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
      bytes += attribute.getKey().length() + bytes(attribute.getValue());
    }
    return Math.ceil((double) bytes / UNIT_BYTES);
  }

  private static long bytes(AttributeValue value) {
    return switch (value.type()) {
      case S -> value.s().length();
      case N -> 1 + (value.n().length() + 1) / 2;
      case B -> value.b().asByteArrayUnsafe().length;
      default -> value.toString().length();
    };
  }
}

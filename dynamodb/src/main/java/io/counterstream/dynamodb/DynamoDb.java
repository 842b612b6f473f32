package io.counterstream.dynamodb;

import io.counterstream.contract.failure.Causes;
import io.counterstream.core.CounterItem;
import io.counterstream.core.table.CounterTable;
import io.counterstream.core.table.TableUnavailableException;
import io.counterstream.core.table.TableUnavailableException.Prospect;
import io.counterstream.core.table.UnreadableItemException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.HttpStatusCode;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** A connection to DynamoDB for one table. Thread-safe. */
public final class DynamoDb implements AutoCloseable {
  /** How long the item of a counter that does not exist stays by default. */
  public static final Duration DELETED_RETENTION_DEFAULT = Duration.ofDays(7);

  private final DynamoDbAsyncClient client;
  private final String table;

  /** Releases what the client does not close. */
  private final Runnable onClose;

  private DynamoDb(DynamoDbAsyncClient client, String table, Runnable onClose) {
    this.client = client;
    this.table = table;
    this.onClose = onClose;
  }

  /**
   * The table's address and the limits of the connection.
   *
   * @param table the table's name
   * @param endpoint the service's URI, if it is not the region's. With plain {@code http}, as for
   *     DynamoDB Local, credentials come from the environment or system properties, or default to
   *     placeholders
   * @param region the AWS region; by default that of the machine's AWS settings
   * @param requestsInFlightMax the number of connections at most
   * @param requestTimeout the time after which a request without a response has failed
   */
  public record Address(
      String table,
      Optional<URI> endpoint,
      Optional<String> region,
      int requestsInFlightMax,
      Duration requestTimeout) {}

  /**
   * Opens a connection. Sends no request yet.
   *
   * @throws TableUnavailableException if no region or no credentials are configured
   */
  public static DynamoDb open(Address address) {
    SdkEventLoopGroup loops = eventLoops().build();
    // By default Netty waits two seconds for late tasks; there are none without requests.
    Runnable onClose = () -> loops.eventLoopGroup().shutdownGracefully(0, 1, TimeUnit.SECONDS);
    return open(address, DynamoDbClients.http(address, loops), onClose);
  }

  /**
   * The threads of an HTTP client: half as many as processors. Netty's default is twice as many as
   * processors; most of the cost is then to wake a thread for each request and each response.
   */
  public static SdkEventLoopGroup.Builder eventLoops() {
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    return SdkEventLoopGroup.builder().numberOfThreads(threads);
  }

  /**
   * Opens a connection through another HTTP client. Sends no request yet.
   *
   * @throws TableUnavailableException if no region or no credentials are configured
   */
  public static DynamoDb open(Address address, SdkAsyncHttpClient.Builder<?> http) {
    return open(address, http, () -> {});
  }

  private static DynamoDb open(
      Address address, SdkAsyncHttpClient.Builder<?> http, Runnable onClose) {
    try {
      return call(
          () -> new DynamoDb(DynamoDbClients.connect(address, http), address.table(), onClose));
    } catch (TableUnavailableException unusable) {
      onClose.run();
      throw unusable;
    }
  }

  /**
   * What a look at the table's description shows.
   *
   * @param exists whether there is a table
   * @param fault why it can't hold counters, if it can't
   * @param warnings the table's features that the guarantee does not cover
   */
  public record Findings(boolean exists, Optional<String> fault, List<String> warnings) {
    /** Copies the list. */
    public Findings {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Looks at the table's description.
   *
   * @throws TableUnavailableException if DynamoDB is unreachable or refuses
   */
  public Findings findings() {
    return call(() -> new CounterTableSchema(client, table).findings());
  }

  /**
   * The rights that a processor needs on the table and that are missing, a sentence for each.
   *
   * @throws TableUnavailableException if DynamoDB is unreachable or refuses for another reason
   */
  public List<String> missingRights() {
    return call(() -> new TableRights(client, table).missing());
  }

  /**
   * Creates the table if it does not exist, billed per request, and waits until it is active.
   * Turns on the time to live that removes items of counters that do not exist, if the table has
   * none.
   *
   * @return whether this call created it
   * @throws TableUnavailableException if DynamoDB is unreachable or refuses
   */
  public boolean provision() {
    return call(() -> new CounterTableSchema(client, table).provision());
  }

  /**
   * A page of the table's items.
   *
   * @param items the items that are counters, in the table's order
   * @param faults the faults of the items that are not
   * @param last the counter after which the next page starts; empty on the last page
   */
  public record Page(List<CounterItem> items, List<String> faults, Optional<String> last) {
    /** Copies the lists. */
    public Page {
      items = List.copyOf(items);
      faults = List.copyOf(faults);
    }
  }

  /**
   * Reads a page of items, strongly consistent. A page that is not the last may have fewer items
   * than {@code itemsMax}, or none.
   *
   * @param after the counter after which the page starts; empty for the first page
   * @param prefix the prefix of the counters' names; empty for all
   * @param itemsMax the number of items to examine, at least 1
   * @throws TableUnavailableException if DynamoDB is unreachable or refuses
   */
  public Page page(Optional<String> after, String prefix, int itemsMax) {
    return call(() -> new ItemListing(client, table).page(after, prefix, itemsMax));
  }

  /** The table, usable until this connection is closed. */
  public CounterTable counterTable() {
    return counterTable(DELETED_RETENTION_DEFAULT);
  }

  /**
   * The table, usable until this connection is closed.
   *
   * @param deletedRetention how long the item of a counter that does not exist must stay
   */
  public CounterTable counterTable(Duration deletedRetention) {
    return new DynamoDbCounterTable(client, table, deletedRetention, InstantSource.system());
  }

  /**
   * Reads a counter's item.
   *
   * @param consistent whether the read sees every write before it; it costs twice as much
   * @throws TableUnavailableException if DynamoDB is unreachable or refuses
   * @throws UnreadableItemException if the record of decided commands can't be read
   */
  public Optional<CounterItem> item(String counter, boolean consistent) {
    return call(() -> ItemDecoder.item(client
        .getItem(request ->
            request.tableName(table).key(ItemCodec.key(counter)).consistentRead(consistent))
        .join()
        .item()));
  }

  private static <T> T call(Supplier<T> request) {
    try {
      return request.get();
    } catch (CompletionException failed) {
      throw unavailable(Optional.ofNullable(failed.getCause()).orElse(failed));
    } catch (SdkException failed) {
      throw unavailable(failed);
    }
  }

  /** The failure of a request, explained. */
  static TableUnavailableException unavailable(Throwable cause) {
    return new TableUnavailableException(
        TableFailures.explain(cause),
        cause,
        mayPass(cause) ? Prospect.MAY_PASS : Prospect.NEEDS_A_CHANGE);
  }

  /** Whether a later request may succeed although nobody changes anything. */
  private static boolean mayPass(Throwable cause) {
    if (cause instanceof AwsServiceException refused) {
      return refused.isThrottlingException()
          || refused.isClockSkewException()
          || refused.statusCode() >= HttpStatusCode.INTERNAL_SERVER_ERROR;
    }
    return cause instanceof ApiCallTimeoutException
        || Causes.find(IOException.class, cause).isPresent();
  }

  @Override
  public void close() {
    client.close();
    onClose.run();
  }
}

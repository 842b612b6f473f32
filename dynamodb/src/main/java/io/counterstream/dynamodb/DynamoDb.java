package io.counterstream.dynamodb;

import io.counterstream.core.CounterItem;
import io.counterstream.core.table.CounterTable;
import io.counterstream.core.table.TableUnavailableException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** A connection to DynamoDB, for one table. */
public final class DynamoDb implements AutoCloseable {
  private final DynamoDbAsyncClient client;
  private final String table;

  /** What is left to do when the client is closed. */
  private final Runnable ending;

  private DynamoDb(DynamoDbAsyncClient client, String table, Runnable ending) {
    this.client = client;
    this.table = table;
    this.ending = ending;
  }

  /**
   * Where and how to reach the table.
   *
   * @param table the table's name
   * @param endpoint other than the region's own; with plain {@code http}, as DynamoDB Local has it,
   *     credentials come from the environment or system properties or are made up
   * @param region the AWS region; by default the one that the AWS settings of the machine name
   * @param requestsInFlightMax how many connections to keep at most
   * @param requestTimeout after which a request counts as not answered
   */
  public record Address(
      String table,
      Optional<URI> endpoint,
      Optional<String> region,
      int requestsInFlightMax,
      Duration requestTimeout) {}

  /**
   * Opens a connection; nothing is asked yet.
   *
   * @throws TableUnavailableException if the machine names no region or no credentials
   */
  public static DynamoDb open(Address address) {
    SdkEventLoopGroup loops = eventLoops().build();
    // Netty waits two seconds for stragglers; there are none when nothing is under way any more.
    Runnable ending = () -> loops.eventLoopGroup().shutdownGracefully(0, 1, TimeUnit.SECONDS);
    return open(address, DynamoDbClients.http(address, loops), ending);
  }

  /**
   * The threads of an HTTP client: half as many as there are processors. Netty would take twice as
   * many as there are; then most of what they cost is waking one for each request and each answer.
   */
  public static SdkEventLoopGroup.Builder eventLoops() {
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    return SdkEventLoopGroup.builder().numberOfThreads(threads);
  }

  /**
   * Opens a connection through another HTTP client; nothing is asked yet.
   *
   * @throws TableUnavailableException if the machine names no region or no credentials
   */
  public static DynamoDb open(Address address, SdkAsyncHttpClient.Builder<?> http) {
    return open(address, http, () -> {});
  }

  private static DynamoDb open(
      Address address, SdkAsyncHttpClient.Builder<?> http, Runnable ending) {
    try {
      return asking(
          () -> new DynamoDb(DynamoDbClients.connect(address, http), address.table(), ending));
    } catch (TableUnavailableException unusable) {
      ending.run();
      throw unusable;
    }
  }

  /**
   * What is wrong with the table, if anything.
   *
   * @throws TableUnavailableException if DynamoDB can't be asked
   */
  public Optional<String> fault() {
    return asking(() -> new CounterTableSchema(client, table).fault());
  }

  /**
   * Creates the table if it does not exist, billed per request, and waits until it is active.
   *
   * @return whether it was created now
   * @throws TableUnavailableException if DynamoDB can't be asked, or refuses
   */
  public boolean provision() {
    return asking(() -> new CounterTableSchema(client, table).provision());
  }

  /**
   * Some of the table's items.
   *
   * @param items those that are counters, in the table's own order
   * @param faults what is wrong with those that are not
   * @param last the counter behind which the next page begins; empty if this is the last page
   */
  public record Page(List<CounterItem> items, List<String> faults, Optional<String> last) {
    /** Copies the lists. */
    public Page {
      items = List.copyOf(items);
      faults = List.copyOf(faults);
    }
  }

  /**
   * Reads some items, strongly consistent. A page may have fewer than there is room for, even none,
   * and not be the last.
   *
   * @param after the counter behind which to begin; empty for the first page
   * @param prefix what the counters' names begin with; empty for all
   * @param itemsMax how many items to look at, at least 1
   * @throws TableUnavailableException if DynamoDB can't be asked, or refuses
   */
  public Page page(Optional<String> after, String prefix, int itemsMax) {
    return asking(() -> new ItemListing(client, table).page(after, prefix, itemsMax));
  }

  /** The table; it is closed with this connection. */
  public CounterTable counterTable() {
    return new DynamoDbCounterTable(client, table);
  }

  private static <T> T asking(Supplier<T> question) {
    try {
      return question.get();
    } catch (CompletionException failed) {
      throw new TableUnavailableException(Optional.ofNullable(failed.getCause()).orElse(failed));
    } catch (SdkException failed) {
      throw new TableUnavailableException(failed);
    }
  }

  @Override
  public void close() {
    client.close();
    ending.run();
  }
}

package io.counterstream.cli;

import io.counterstream.cli.terminal.CliException;
import io.counterstream.core.CounterItem;
import io.counterstream.core.table.TableUnavailableException;
import io.counterstream.core.table.UnreadableItemException;
import io.counterstream.dynamodb.DynamoDb;
import java.util.Optional;

/** Reads the table, and explains failures in the command line's words. */
final class TableReader implements AutoCloseable {
  private final TableOptions options;
  private final DynamoDb table;

  private TableReader(TableOptions options, DynamoDb table) {
    this.options = options;
    this.table = table;
  }

  /**
   * Prepares to read; sends no request.
   *
   * @throws CliException if the machine names no region or no credentials
   */
  static TableReader open(TableOptions options) {
    try {
      return new TableReader(options, DynamoDb.open(options.address()));
    } catch (TableUnavailableException unusable) {
      throw explained(options, unusable);
    }
  }

  /**
   * Returns a counter's item.
   *
   * @param consistent whether the read sees every write before it
   * @throws CliException if it can't be read
   */
  Optional<CounterItem> item(String counter, boolean consistent) {
    long asked = System.nanoTime();
    try {
      return table.item(counter, consistent);
    } catch (UnreadableItemException unreadable) {
      throw CliException.failed(unreadable.getMessage(), unreadable);
    } catch (TableUnavailableException unavailable) {
      throw explain(unavailable, asked);
    }
  }

  /**
   * Returns a page, as {@link DynamoDb#page} does.
   *
   * @throws CliException if the table can't be read
   */
  DynamoDb.Page page(Optional<String> after, String prefix, int itemsMax) {
    long asked = System.nanoTime();
    try {
      return table.page(after, prefix, itemsMax);
    } catch (TableUnavailableException failed) {
      throw explain(failed, asked);
    }
  }

  @Override
  public void close() {
    table.close();
  }

  private CliException explain(TableUnavailableException failed, long askedNanos) {
    boolean silent =
        System.nanoTime() - askedNanos >= options.address().requestTimeout().toNanos();
    if (silent) { // a second request would wait as long
      return explained(options, failed);
    }
    Optional<String> fault;
    try {
      fault = table.findings().fault();
    } catch (TableUnavailableException alsoUnavailable) {
      return explained(options, failed);
    }
    return fault
        .map(wrong -> CliException.failed(
            wrong + " at " + where(options)
                + ": './counterstream processor --provision-only' creates it; or see --table-name",
            failed))
        .orElseGet(() -> explained(options, failed));
  }

  private static CliException explained(TableOptions options, TableUnavailableException failed) {
    return CliException.failed(
        "can't read the table " + options.name() + " at " + where(options) + ": "
            + failed.getMessage()
            + ". Name it with --table-endpoint (that of './counterstream sandbox' is"
            + " http://127.0.0.1:8000) or --table-region",
        failed);
  }

  private static String where(TableOptions options) {
    return options.endpoint().map(Object::toString).orElse("AWS");
  }
}

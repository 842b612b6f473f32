package io.counterstream.torture.table;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * Makes items such that no processor can say what was decided: their partition has to wait.
 * Thread-safe.
 */
public final class ItemObstacle implements AutoCloseable {
  private static final int ATTEMPTS_MAX = 30;
  private static final int ITEM_BYTES_MAX = 400 * 1024;
  private static final int STEP_BYTES = 16;
  private static final String JOURNAL = "journal";
  private static final AttributeValue BROKEN =
      AttributeValue.fromB(SdkBytes.fromUtf8String("not a journal"));

  private final ItemClient items;

  /** Writes to this table. */
  public ItemObstacle(URI endpoint, String table) {
    items = new ItemClient(endpoint, table);
  }

  /**
   * Replaces the journal by bytes that are none.
   *
   * @return the way back; empty if there is no journal or the item changes all the time
   */
  public Optional<Runnable> breakJournal(String counter) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      AttributeValue journal = items.read(counter).get(JOURNAL);
      if (journal == null) {
        return Optional.empty();
      }
      if (replace(counter, journal, BROKEN)) {
        return Optional.of(() -> replace(counter, BROKEN, journal));
      }
    }
    return Optional.empty();
  }

  /** Whether an item still has what {@link #breakJournal} wrote. */
  public boolean hasBrokenJournal(String counter) {
    return BROKEN.equals(items.read(counter).get(JOURNAL));
  }

  private boolean replace(String counter, AttributeValue journal, AttributeValue by) {
    return items.update(
        counter,
        update -> update
            .updateExpression("SET journal = :by")
            .conditionExpression("journal = :journal")
            .expressionAttributeValues(Map.of(":by", by, ":journal", journal)));
  }

  /**
   * Fills an item with an attribute of another application, to the byte up to the largest size of
   * an item. A later update still fits if its journal is no longer than the one of now.
   */
  public void grow(String counter) {
    int bytes = ITEM_BYTES_MAX;
    while (!fill(counter, bytes)) {
      bytes -= STEP_BYTES;
    }
    for (int more = 1; more < STEP_BYTES && fill(counter, bytes + more); more++) {
      // The item has this size now.
    }
  }

  private boolean fill(String counter, int bytes) {
    try {
      return items.update(
          counter,
          update -> update
              .updateExpression("SET filler = :filler")
              .expressionAttributeValues(
                  Map.of(":filler", AttributeValue.fromS("x".repeat(bytes)))));
    } catch (CompletionException refused) {
      if (refused.getCause() instanceof DynamoDbException tooLarge
          && tooLarge.awsErrorDetails().errorCode().equals("ValidationException")) {
        return false;
      }
      throw refused;
    }
  }

  /** Undoes {@link #grow}. */
  public void shrink(String counter) {
    items.update(counter, update -> update.updateExpression("REMOVE filler"));
  }

  @Override
  public void close() {
    items.close();
  }
}

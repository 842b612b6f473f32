package io.counterstream.torture.table;

import io.counterstream.audit.Deletion;
import io.counterstream.audit.Edit;
import io.counterstream.audit.RecordPosition;
import io.counterstream.audit.UnusablePeriod;
import io.counterstream.contract.CounterState;
import io.counterstream.torture.evidence.RecordedWrites;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Edits items and reads the table, without the proxy. Thread-safe.
 *
 * <p>Each write is conditional on the value and version that were read, so that the state that it
 * replaced is certain.
 */
public final class TableEditor implements AutoCloseable {
  private static final int ATTEMPTS_MAX = 30;
  private static final String VALUE = "value";
  private static final String VERSION = "version";

  private final ItemClient items;
  private final List<Edit> edits = new ArrayList<>();
  private final List<UnusablePeriod> unusable = new ArrayList<>();
  private final List<Deletion> deletions = new ArrayList<>();
  private final List<Damaged> damaged = new ArrayList<>();
  private final Map<String, Map<String, String>> attributes = new HashMap<>();

  /** Edits this table. */
  public TableEditor(URI endpoint, String table) {
    items = new ItemClient(endpoint, table);
  }

  /**
   * An item that holds no valid state.
   *
   * @param counter the counter's name
   * @param before the state before
   * @param sinceNanos a time before that, by {@link System#nanoTime}
   */
  public record Damaged(String counter, CounterState before, long sinceNanos) {}

  /**
   * Changes the value of a counter that has an item; tries again if another writer changed it in
   * between.
   *
   * @return whether the value was changed
   */
  public boolean edit(String counter, SplittableRandom random) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      Optional<CounterState> before = state(items.read(counter));
      if (before.isEmpty()) {
        return false;
      }
      long value = random.nextInt(4) == 0
          ? random.nextLong(-1000, 1000)
          : before.get().value() + random.nextLong(-20, 21);
      if (change(counter, before.get(), new CounterState(value, before.get().version() + 1))) {
        return true;
      }
    }
    return false;
  }

  private boolean change(String counter, CounterState before, CounterState after) {
    long invoked = System.nanoTime();
    boolean changed = items.update(
        counter,
        update -> update
            .updateExpression(
                "SET #value = :value, version = :version" + " REMOVE deletedAt, expiresAt")
            .conditionExpression("#value = :oldValue AND version = :oldVersion")
            .expressionAttributeNames(Map.of("#value", VALUE))
            .expressionAttributeValues(Map.of(
                ":value", number(after.value()),
                ":version", number(after.version()),
                ":oldValue", number(before.value()),
                ":oldVersion", number(before.version()))));
    if (changed) {
      synchronized (this) {
        edits.add(new Edit(counter, before, after, invoked, System.nanoTime()));
      }
    }
    return changed;
  }

  /** Makes an item invalid; empty if it has no version to go on from, or changes all the time. */
  public Optional<Damaged> damage(String counter, ItemDamage damage) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      Optional<CounterState> before = state(items.read(counter)).filter(CounterState::exists);
      if (before.isEmpty()) {
        return Optional.empty();
      }
      Damaged made = new Damaged(counter, before.get(), System.nanoTime());
      Map<String, AttributeValue> values = new HashMap<>(damage.parameters());
      values.put(":oldValue", number(before.get().value()));
      values.put(":oldVersion", number(before.get().version()));
      if (items.update(
          counter,
          update -> update
              .updateExpression(damage.update())
              .conditionExpression("#value = :oldValue AND version = :oldVersion")
              .expressionAttributeNames(Map.of("#value", VALUE))
              .expressionAttributeValues(values))) {
        synchronized (this) {
          damaged.add(made);
        }
        return Optional.of(made);
      }
    }
    return Optional.empty();
  }

  /** Gives an item a valid value and the version after the last valid one. */
  public void cure(Damaged item, long value) {
    CounterState after = new CounterState(value, item.before().version() + 1);
    long invoked = System.nanoTime();
    while (!cure(item.counter(), items.read(item.counter()), after)) {
      invoked = System.nanoTime();
    }
    synchronized (this) {
      long returned = System.nanoTime();
      damaged.remove(item);
      edits.add(new Edit(item.counter(), item.before(), after, invoked, returned));
      unusable.add(new UnusablePeriod(item.counter(), item.before(), item.sinceNanos(), returned));
    }
  }

  /** On condition that the item is as read: processors undo what they had added to a fraction. */
  private boolean cure(String counter, Map<String, AttributeValue> read, CounterState after) {
    Map<String, AttributeValue> values =
        new HashMap<>(Map.of(":value", number(after.value()), ":version", number(after.version())));
    List<String> conditions = new ArrayList<>();
    for (String name : List.of(VALUE, VERSION)) {
      if (read.containsKey(name)) {
        values.put(":" + name + "Read", read.get(name));
        conditions.add("#" + name + " = :" + name + "Read");
      } else {
        conditions.add("attribute_not_exists(#" + name + ")");
      }
    }
    return items.update(
        counter,
        update -> update
            .updateExpression("SET #value = :value, #version = :version")
            .conditionExpression(String.join(" AND ", conditions))
            .expressionAttributeNames(Map.of("#value", VALUE, "#version", VERSION))
            .expressionAttributeValues(values));
  }

  /** Cures all items that are not valid. */
  public void cureAll() {
    List<Damaged> left;
    synchronized (this) {
      left = List.copyOf(damaged);
    }
    left.forEach(each -> cure(each, 0));
  }

  /**
   * Deletes the item of a counter.
   *
   * @param next the position at or after which its next command may be
   * @return whether there was an item that did not change meanwhile
   */
  public boolean delete(String counter, RecordPosition next) {
    Map<String, AttributeValue> read = items.read(counter);
    Optional<CounterState> before = state(read);
    if (before.isEmpty()) {
      return false;
    }
    long invoked = System.nanoTime();
    boolean deleted = items.delete(counter, read);
    if (deleted) {
      synchronized (this) {
        deletions.add(new Deletion(counter, before.get(), next, invoked));
        attributes.remove(counter);
      }
    }
    return deleted;
  }

  /** Adds an attribute of another application to an item, if there is one. */
  public boolean annotate(String counter, SplittableRandom random) {
    String name = "note" + random.nextInt(3);
    String text = "team-" + random.nextInt(1000);
    boolean done = items.update(
        counter,
        update -> update
            .updateExpression("SET " + name + " = :text")
            .conditionExpression("attribute_exists(#value)")
            .expressionAttributeNames(Map.of("#value", VALUE))
            .expressionAttributeValues(Map.of(":text", AttributeValue.fromS(text))));
    if (done) {
      synchronized (this) {
        attributes.computeIfAbsent(counter, none -> new HashMap<>()).put(name, text);
      }
    }
    return done;
  }

  /** Returns all writes so far that changed what the processor works with. */
  public synchronized RecordedWrites writes() {
    return new RecordedWrites(edits, unusable, deletions);
  }

  /** Returns the attributes that were added to items, by counter. */
  public synchronized Map<String, Map<String, String>> attributes() {
    Map<String, Map<String, String>> all = new TreeMap<>();
    attributes.forEach((counter, own) -> all.put(counter, Map.copyOf(own)));
    return all;
  }

  /**
   * Reads the whole table.
   *
   * @throws IllegalStateException if an item holds no valid state
   */
  public Map<String, FoundItem> scan() {
    Map<String, FoundItem> found = new HashMap<>();
    items
        .scan()
        .forEach((counter, item) -> found.put(
            counter,
            new FoundItem(
                state(item)
                    .orElseThrow(() -> new IllegalStateException("the item of counter " + counter
                        + " holds no valid state: value " + item.get(VALUE) + ", version "
                        + item.get(VERSION))),
                texts(item))));
    return found;
  }

  private static Map<String, String> texts(Map<String, AttributeValue> item) {
    Map<String, String> texts = new TreeMap<>();
    item.forEach((name, value) -> {
      if (value.s() != null) {
        texts.put(name, value.s());
      }
    });
    return texts;
  }

  /** The state of an item; empty if it has none, or a version that can't be raised. */
  private static Optional<CounterState> state(Map<String, AttributeValue> item) {
    AttributeValue value = item.get(VALUE);
    AttributeValue version = item.get(VERSION);
    if (value == null || version == null || value.n() == null || version.n() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new CounterState(
              Long.parseLong(value.n()),
              Long.parseLong(version.n()),
              item.containsKey("deletedAt")))
          .filter(state -> state.version() < Long.MAX_VALUE);
    } catch (IllegalArgumentException outOfRange) {
      return Optional.empty();
    }
  }

  private static AttributeValue number(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  @Override
  public void close() {
    items.close();
  }
}

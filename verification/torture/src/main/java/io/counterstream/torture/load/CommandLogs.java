package io.counterstream.torture.load;

import io.counterstream.contract.Topics;
import io.counterstream.testkit.audit.ObservedOutcomes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.kafka.common.Uuid;

/**
 * The topics that have had the command topic's name, numbered from 0 in the order of their
 * creation. Thread-safe.
 */
public final class CommandLogs {
  private final List<Uuid> ids = new ArrayList<>();
  private final List<Integer> firstNumbers = new ArrayList<>();

  /**
   * Notes that the topic was created.
   *
   * @param id the topic's id
   * @param firstNumber the number of the first record that is sent to it
   */
  public synchronized void begin(Uuid id, int firstNumber) {
    ids.add(id);
    firstNumbers.add(firstNumber);
  }

  /** Returns the number of the topic with this id; empty if there never was one. */
  public synchronized OptionalInt of(Uuid id) {
    int log = ids.indexOf(id);
    return log < 0 ? OptionalInt.empty() : OptionalInt.of(log);
  }

  /** Returns the number of the topic that the record with this number was sent to. */
  public synchronized int ofNumber(int number) {
    int log = firstNumbers.size() - 1;
    while (log > 0 && firstNumbers.get(log) > number) {
      log--;
    }
    return log;
  }

  /** Returns the number of the topic that exists now. */
  public synchronized int current() {
    return ids.size() - 1;
  }

  /** Decodes outcomes and dead letters of commands of all these topics. */
  public ObservedOutcomes outcomes(Topics topics) {
    return new ObservedOutcomes(
        topics, this::of, headers -> ofNumber(RecordNumber.of(headers).orElse(Integer.MAX_VALUE)));
  }
}

package io.counterstream.core;

import static io.counterstream.core.SimulationAudit.Invariant.CHAINED;
import static io.counterstream.core.SimulationAudit.Invariant.WITHIN_BOUNDS;
import static io.counterstream.core.SimulationMutationTest.row;

import io.counterstream.contract.Bounds;
import io.counterstream.core.BlindUpdate.Range;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Mistakes with the bounds of commands. */
final class WrongBounds {
  private WrongBounds() {}

  static Stream<Arguments> rows() {
    return Stream.of(
        row(Shortcut.JUDGES_BOUNDS_ON_THE_VALUE_BEFORE, WITHIN_BOUNDS, 50),
        row(Shortcut.UPDATES_BLINDLY_WITHOUT_BOUNDS, CHAINED, 500),
        row(Shortcut.UPDATES_BLINDLY_WHERE_NO_ITEM_IS_OUT_OF_BOUNDS, CHAINED, 500));
  }

  /** With bounds that hold for the value after the command if its own hold for the one before. */
  static LoggedCommand asDelivered(World world, LoggedCommand logged) {
    long delta = logged.command().delta();
    Bounds bounds = logged.command().bounds();
    long min = bounds.min().orElse(Long.MIN_VALUE) + delta;
    long max = bounds.max().orElse(Long.MAX_VALUE) + delta;
    boolean judgesBefore = world.takes(Shortcut.JUDGES_BOUNDS_ON_THE_VALUE_BEFORE);
    if (!judgesBefore || bounds.isEmpty() || min > max) {
      return logged;
    }
    return new LoggedCommand(
        logged.offset(),
        logged.timestamp(),
        logged.command().within(Bounds.between(min, max)),
        logged.fingerprint());
  }

  /** A blind update with a wrong condition. */
  static BlindUpdate asSent(World world, BlindUpdate update, List<LoggedCommand> batch) {
    boolean anyValue = update.values().least() < update.values().most();
    boolean anyVersion = update.versions().least() < update.versions().most();
    return switch (anyValue ? world.rules.shortcut() : Shortcut.NONE) {
      case UPDATES_BLINDLY_WITHOUT_BOUNDS ->
        with(update, valuesWithoutBounds(batch), update.mayBeAbsent());
      case UPDATES_BLINDLY_WHERE_NO_ITEM_IS_OUT_OF_BOUNDS ->
        with(update, update.values(), anyVersion);
      default -> update;
    };
  }

  private static Range valuesWithoutBounds(List<LoggedCommand> batch) {
    Range values = Range.before(0, Bounds.NONE);
    long change = 0;
    for (LoggedCommand logged : batch) {
      change += logged.command().delta();
      values = values.intersection(Range.before(change, Bounds.NONE));
    }
    return values;
  }

  private static BlindUpdate with(BlindUpdate update, Range values, boolean mayBeAbsent) {
    return new BlindUpdate(
        update.counter(),
        update.first(),
        update.last(),
        values,
        update.versions(),
        mayBeAbsent,
        update.delta(),
        update.changes(),
        update.updatedAt(),
        update.journal());
  }
}

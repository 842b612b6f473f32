package io.counterstream.processor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import io.counterstream.core.BlindUpdate;
import io.counterstream.core.ConditionalPut;
import io.counterstream.core.CounterItem;
import io.counterstream.core.Limits;
import io.counterstream.core.LogSource;
import io.counterstream.core.LoggedCommand;
import io.counterstream.core.table.CounterTable;
import io.counterstream.core.table.UnreadableItemException;
import io.counterstream.core.table.WriteResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With {@code on.unusable.item=stop}, an unusable item fails every request that returns it. */
class UsableItemsTest {
  private static final CounterItem UNUSABLE = new CounterItem(
      "c",
      new CounterItem.Unusable("item of counter c: attribute value must be an integer, found none"),
      List.of(),
      Optional.empty(),
      Optional.empty());

  /** A table with one item. */
  private static final class OneItem implements CounterTable {
    @Override
    public CompletionStage<Optional<CounterItem>> read(String counter) {
      return CompletableFuture.completedFuture(Optional.of(UNUSABLE));
    }

    @Override
    public CompletionStage<WriteResponse> blindUpdate(BlindUpdate update) {
      return read("c").thenApply(WriteResponse.Refused::new);
    }

    @Override
    public CompletionStage<WriteResponse> put(ConditionalPut put) {
      return read("c").thenApply(item -> new WriteResponse.Accepted(item.orElseThrow()));
    }
  }

  static Stream<Function<CounterTable, CompletionStage<?>>> requests() {
    LoggedCommand command =
        new LoggedCommand(1, Instant.EPOCH, new CounterCommand("id", "c", 1, Expectation.ANY));
    BlindUpdate update =
        BlindUpdate.of(List.of(command), new LogSource("T", 0), Limits.DEFAULT).orElseThrow();
    return Stream.of(
        table -> table.read("c"),
        table -> table.blindUpdate(update),
        table -> table.put(new ConditionalPut(UNUSABLE, Optional.of(UNUSABLE))));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void failARequestThatReturnsAnotherItem(Function<CounterTable, CompletionStage<?>> request) {
    assertThat(request.apply(new OneItem())).isCompleted();
    assertThat(request.apply(new UsableItems(new OneItem())))
        .isCompletedExceptionally()
        .failsWithin(Duration.ZERO)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(UnreadableItemException.class)
        .withMessageContaining("item of counter c: attribute value");
  }
}

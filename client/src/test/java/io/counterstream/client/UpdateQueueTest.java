package io.counterstream.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Updates apply exactly once whatever happens to commands and outcomes; weakened ones do not. */
class UpdateQueueTest {
  private static final long SEEDS = Long.getLong("schedules", 1_000);

  @Test
  void everyUpdateAppliesOnceAndReturnsThatOutcome() {
    for (long seed = 0; seed < SEEDS; seed++) {
      List<String> faults = UpdateSimulation.faults(seed, UnaryOperator.identity());
      assertThat(faults).as("seed " + seed).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Weakening.class)
  void aWeakenedChannelIsFound(Weakening weakening) {
    for (long seed = 0; seed < SEEDS; seed++) {
      if (!UpdateSimulation.faults(seed, weakening::of).isEmpty()) {
        System.out.println(weakening + " is found with seed " + seed);
        return;
      }
    }
    fail("no seed below " + SEEDS + " finds " + weakening);
  }

  /** A channel with one precaution left out. */
  private enum Weakening {
    RESEND_WITHOUT_GUARD {
      @Override
      CounterCommand weakened(CounterCommand command, boolean again) {
        return again ? with(command, Expectation.ANY, OptionalLong.empty()) : command;
      }
    },
    NO_GUARD_ON_THE_VERSION {
      @Override
      CounterCommand weakened(CounterCommand command, boolean again) {
        return with(command, command.expected(), OptionalLong.empty());
      }
    },
    NO_GUARD_ON_THE_VALUE_OR_VERSION {
      @Override
      CounterCommand weakened(CounterCommand command, boolean again) {
        return with(command, Expectation.ANY, OptionalLong.empty());
      }
    },
    A_CONFLICT_OF_A_RESEND_IS_BELIEVED {
      @Override
      boolean finds() {
        return false;
      }
    },
    A_REJECTION_OF_A_RESEND_IS_BELIEVED {
      @Override
      Outcome weakened(Outcome outcome) {
        return outcome instanceof Outcome.Rejected rejected
            ? new Outcome.Rejected(
                rejected.commandId(),
                rejected.counter(),
                Outcome.Rejected.OVERFLOW,
                rejected.message(),
                rejected.state(),
                Optional.empty(),
                rejected.timestamp())
            : outcome;
      }
    };

    CounterCommand weakened(CounterCommand command, boolean again) {
      return command;
    }

    Outcome weakened(Outcome outcome) {
      return outcome;
    }

    boolean finds() {
      return true;
    }

    CommandChannel of(CommandChannel channel) {
      Set<String> sent = new HashSet<>();
      return new CommandChannel() {
        @Override
        public CompletableFuture<Outcome> send(CounterCommand command, Deadline deadline) {
          CompletableFuture<Outcome> result = new CompletableFuture<>();
          channel
              .send(weakened(command, !sent.add(command.commandId())), deadline)
              .whenComplete((outcome, failure) -> {
                if (failure == null) {
                  result.complete(weakened(outcome));
                } else {
                  result.completeExceptionally(failure);
                }
              });
          return result;
        }

        @Override
        public CompletableFuture<Optional<Outcome>> find(
            String commandId, SendPosition from, Deadline deadline) {
          return finds()
              ? channel.find(commandId, from, deadline)
              : CompletableFuture.completedFuture(Optional.empty());
        }
      };
    }

    private static CounterCommand with(
        CounterCommand command, Expectation expected, OptionalLong expectedVersion) {
      return new CounterCommand(
          command.commandId(), command.counter(), command.delta(), expected, expectedVersion);
    }
  }
}

package io.counterstream.analytics.api;

import io.counterstream.contract.Outcome;
import java.util.Optional;
import java.util.Set;

/**
 * Which outcomes a viewer of the live tail sees.
 *
 * @param prefix of the counter's name
 * @param counter the counter's name; null for all
 * @param types the types
 * @param reason of a rejection; null for all outcomes
 */
record TailFilter(String prefix, String counter, Set<Outcome.Type> types, String reason) {
  boolean passes(Outcome outcome) {
    Optional<String> name = outcome.counterName();
    return types.contains(outcome.type())
        && (prefix.isEmpty() || name.filter(found -> found.startsWith(prefix)).isPresent())
        && (counter == null || name.filter(counter::equals).isPresent())
        && (reason == null
            || outcome instanceof Outcome.Rejected rejected && rejected.reason().equals(reason));
  }
}

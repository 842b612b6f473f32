package io.counterstream.analytics.api;

import io.counterstream.contract.CounterName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The parameters of a request, checked. */
final class RequestQuery {
  private final Map<String, List<String>> parameters;

  /**
   * Takes the parameters.
   *
   * @throws InvalidRequestException if there is another one than those allowed
   */
  RequestQuery(Map<String, List<String>> parameters, String... allowed) {
    this.parameters = parameters;
    TreeSet<String> unknown = new TreeSet<>(parameters.keySet());
    unknown.removeAll(List.of(allowed));
    if (!unknown.isEmpty()) {
      throw new InvalidRequestException(
          "expected no other parameters than " + List.of(allowed) + ", found " + unknown);
    }
  }

  /** All values of a parameter. */
  List<String> all(String name) {
    return parameters.getOrDefault(name, List.of());
  }

  /** The value of a parameter; empty if it is missing. */
  Optional<String> text(String name) {
    List<String> values = all(name);
    if (values.size() > 1) {
      throw new InvalidRequestException(
          name + " must be there once, found " + values.size() + " of it");
    }
    return values.stream().findFirst();
  }

  int number(String name, int otherwise, int least, int most) {
    return text(name).map(value -> (int) parsed(name, value, least, most)).orElse(otherwise);
  }

  /** A time in epoch milliseconds. */
  Optional<Instant> time(String name) {
    return text(name)
        .map(value -> Instant.ofEpochMilli(parsed(name, value, 0, 253_402_300_799_999L)));
  }

  private static long parsed(String name, String value, long least, long most) {
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notNumber) {
      // Refused below.
    }
    throw new InvalidRequestException(
        name + " must be an integer from " + least + " to " + most + ", found '" + value + "'");
  }

  /** A period whose begin is not after its end. */
  void checkPeriod(Optional<Instant> from, Optional<Instant> to) {
    if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
      throw new InvalidRequestException("from must not be after to, found "
          + from.get().toEpochMilli() + " and " + to.get().toEpochMilli());
    }
  }

  /** The counter's name. */
  String counter(String name) {
    String value = text(name)
        .orElseThrow(() -> new InvalidRequestException(name + " is required: a counter's name"));
    try {
      return CounterName.checked(value);
    } catch (IllegalArgumentException malformed) {
      throw new InvalidRequestException(name + ": " + malformed.getMessage());
    }
  }
}

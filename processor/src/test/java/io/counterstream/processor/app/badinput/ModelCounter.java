package io.counterstream.processor.app.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterstream.contract.badinput.OracleDecoding;
import java.math.BigInteger;
import java.util.Optional;

/** A counter as the contract describes it: the rules of {@code expected}, applied one by one. */
final class ModelCounter {
  private long value;
  private long version;
  private boolean deleted;

  long value() {
    return value;
  }

  long version() {
    return version;
  }

  /** Decides the next command of this counter. */
  ExpectedOutcome decide(OracleDecoding.Valid command) {
    boolean versionHolds =
        command.integer("expectedVersion").map(wanted -> wanted == version).orElse(true);
    if (!versionHolds || !holds(command.expected())) {
      return new ExpectedOutcome("conflict", Optional.empty(), value, version);
    }
    if (command.fields().path("delete").asBoolean()) {
      return delete();
    }
    BigInteger sum = BigInteger.valueOf(value).add(BigInteger.valueOf(command.delta()));
    if (sum.bitLength() >= Long.SIZE) {
      return new ExpectedOutcome("rejected", Optional.empty(), value, version);
    }
    long after = sum.longValueExact();
    if (command.integer("min").orElse(after) > after
        || command.integer("max").orElse(after) < after) {
      return new ExpectedOutcome("conflict", Optional.empty(), value, version);
    }
    long previous = value;
    boolean creates = command.expected().asText().equals("absent");
    if (command.delta() != 0 || creates) {
      value = after;
      version++;
      deleted = false;
    }
    return new ExpectedOutcome("applied", Optional.of(previous), value, version);
  }

  private ExpectedOutcome delete() {
    if (value == Long.MIN_VALUE) {
      return new ExpectedOutcome("rejected", Optional.empty(), value, version);
    }
    long previous = value;
    if (version > 0 && !deleted) {
      value = 0;
      version++;
      deleted = true;
    }
    return new ExpectedOutcome("applied", Optional.of(previous), value, version);
  }

  private boolean holds(JsonNode expected) {
    return switch (expected.asText()) {
      case "any" -> true;
      case "absent" -> version == 0 || deleted;
      default -> expected.longValue() == value;
    };
  }
}

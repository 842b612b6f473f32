package io.counterstream.analytics.model;

import io.counterstream.analytics.model.SeenOutcome.CommandLogPosition;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * An outcome as a link in a counter's chain.
 *
 * @param commandId the command's id
 * @param previous the value before; for a conflict, the value
 * @param value the value after
 * @param version the version after
 * @param exists whether the counter exists after it
 * @param timestamp the event time
 * @param place where the record is
 * @param command the command's position, if known
 */
public record Link(
    String commandId,
    long previous,
    long value,
    long version,
    boolean exists,
    Instant timestamp,
    OutcomePlace place,
    Optional<CommandLogPosition> command) {

  /** The link that an outcome is, which has a state. */
  public static Link of(SeenOutcome seen) {
    Outcome outcome = seen.outcome();
    CounterState state = outcome.state().orElseThrow();
    long previous = outcome instanceof Outcome.Applied applied ? applied.previous() : state.value();
    return new Link(
        outcome.commandId(),
        previous,
        state.value(),
        state.version(),
        state.exists(),
        outcome.timestamp(),
        seen.place(),
        seen.command());
  }

  /** Whether both are outcomes of one command; without positions, its id and version decide. */
  boolean isSameCommandAs(Link other) {
    return command.isPresent() && other.command.isPresent()
        ? command.equals(other.command)
        : commandId.equals(other.commandId) && version == other.version;
  }

  /** Whether both are in one partition: a counter with several logs has events in several. */
  boolean isInPartitionOf(Link other) {
    return place.partition() == other.place.partition();
  }

  /** Whether the command comes before the other's in their log; false if that is not known. */
  boolean isBeforeInLog(Link other) {
    return command.isPresent()
        && other.command.isPresent()
        && command.get().log().equals(other.command.get().log())
        && command.get().offset() < other.command.get().offset();
  }

  void writeTo(DataOutputStream out) throws IOException {
    StoredBytes.writeText(out, commandId);
    out.writeLong(previous);
    out.writeLong(value);
    out.writeLong(version);
    out.writeBoolean(exists);
    out.writeLong(timestamp.getEpochSecond());
    out.writeInt(timestamp.getNano());
    place.writeTo(out);
    out.writeBoolean(command.isPresent());
    if (command.isPresent()) {
      StoredBytes.writeText(out, command.get().log());
      out.writeLong(command.get().offset());
    }
  }

  static Link readFrom(DataInputStream in) throws IOException {
    return new Link(
        StoredBytes.readText(in),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readBoolean(),
        Instant.ofEpochSecond(in.readLong(), in.readInt()),
        OutcomePlace.readFrom(in),
        in.readBoolean()
            ? Optional.of(new CommandLogPosition(StoredBytes.readText(in), in.readLong()))
            : Optional.empty());
  }
}

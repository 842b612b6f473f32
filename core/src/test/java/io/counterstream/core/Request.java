package io.counterstream.core;

import java.util.List;
import java.util.Optional;

/** A request to the table. Compared by identity, which separates late from awaited responses. */
final class Request {
  private final Chain chain;
  private final Optional<BlindUpdate> update;
  private final Optional<ConditionalPut> put;
  private final List<LoggedCommand> batch;
  private final long sentAt;

  private Request(
      Chain chain,
      Optional<BlindUpdate> update,
      Optional<ConditionalPut> put,
      List<LoggedCommand> batch,
      long sentAt) {
    this.chain = chain;
    this.update = update;
    this.put = put;
    this.batch = List.copyOf(batch);
    this.sentAt = sentAt;
  }

  static Request read(Chain chain, long now) {
    return new Request(chain, Optional.empty(), Optional.empty(), List.of(), now);
  }

  static Request blindUpdate(Chain chain, BlindUpdate update, List<LoggedCommand> batch, long now) {
    return new Request(chain, Optional.of(update), Optional.empty(), batch, now);
  }

  static Request put(Chain chain, ConditionalPut put, List<LoggedCommand> batch, long now) {
    return new Request(chain, Optional.empty(), Optional.of(put), batch, now);
  }

  Chain chain() {
    return chain;
  }

  Optional<ConditionalPut> put() {
    return put;
  }

  Optional<BlindUpdate> blindUpdate() {
    return update;
  }

  /** Whether it is a write. */
  boolean writes() {
    return put.isPresent() || update.isPresent();
  }

  /** The commands that it records. */
  List<LoggedCommand> batch() {
    return batch;
  }

  long sentAt() {
    return sentAt;
  }

  @Override
  public String toString() {
    String what = put.isPresent() ? " put " : update.isPresent() ? " blind update " : " read ";
    return chain + what + batch.stream().map(LoggedCommand::offset).toList() + " sent at " + sentAt;
  }
}

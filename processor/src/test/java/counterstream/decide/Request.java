package counterstream.decide;

import java.util.List;
import java.util.Optional;

/** A request to the table; an object of identity, so that late answers are told from awaited. */
final class Request {
  private final Chain chain;
  private final Optional<ConditionalPut> put;
  private final List<LoggedCommand> fold;
  private final long sentAt;

  /**
   * A put, or without one a read.
   *
   * @param chain who asks
   * @param put what to write
   * @param fold the commands that the put records
   * @param sentAt when
   */
  Request(Chain chain, Optional<ConditionalPut> put, List<LoggedCommand> fold, long sentAt) {
    this.chain = chain;
    this.put = put;
    this.fold = List.copyOf(fold);
    this.sentAt = sentAt;
  }

  Chain chain() {
    return chain;
  }

  Optional<ConditionalPut> put() {
    return put;
  }

  List<LoggedCommand> fold() {
    return fold;
  }

  long sentAt() {
    return sentAt;
  }

  @Override
  public String toString() {
    return chain
        + (put.isPresent()
            ? " put " + fold.stream().map(LoggedCommand::offset).toList() + " sent at " + sentAt
            : " read sent at " + sentAt);
  }
}

package counterstream.decide;

import java.util.List;
import java.util.Optional;

/** A request to the table; an object of identity, so that late answers are told from awaited. */
final class Request {
  private final Chain chain;
  private final Optional<FirstTouch> touch;
  private final Optional<ConditionalPut> put;
  private final List<LoggedCommand> fold;
  private final long sentAt;

  private Request(
      Chain chain,
      Optional<FirstTouch> touch,
      Optional<ConditionalPut> put,
      List<LoggedCommand> fold,
      long sentAt) {
    this.chain = chain;
    this.touch = touch;
    this.put = put;
    this.fold = List.copyOf(fold);
    this.sentAt = sentAt;
  }

  static Request read(Chain chain, long now) {
    return new Request(chain, Optional.empty(), Optional.empty(), List.of(), now);
  }

  static Request touch(Chain chain, FirstTouch touch, List<LoggedCommand> fold, long now) {
    return new Request(chain, Optional.of(touch), Optional.empty(), fold, now);
  }

  static Request put(Chain chain, ConditionalPut put, List<LoggedCommand> fold, long now) {
    return new Request(chain, Optional.empty(), Optional.of(put), fold, now);
  }

  Chain chain() {
    return chain;
  }

  Optional<ConditionalPut> put() {
    return put;
  }

  Optional<FirstTouch> touch() {
    return touch;
  }

  /** Whether it changes something. */
  boolean writes() {
    return put.isPresent() || touch.isPresent();
  }

  /** The commands that it records. */
  List<LoggedCommand> fold() {
    return fold;
  }

  long sentAt() {
    return sentAt;
  }

  @Override
  public String toString() {
    String what = put.isPresent() ? " put " : touch.isPresent() ? " first touch " : " read ";
    return chain + what + fold.stream().map(LoggedCommand::offset).toList() + " sent at " + sentAt;
  }
}

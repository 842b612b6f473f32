package counterstream.audit;

import counterstream.contract.CounterState;
import counterstream.contract.json.DecodedCommand;
import java.util.List;
import java.util.Map;

/** Takes what was seen of a run, and says whether the guarantee held. Not thread-safe. */
public final class Audit {
  /** A record of the command topic; all of them, those of a partition in the order of the log. */
  public void command(Position position, DecodedCommand command) {}

  /** A committed record of a result topic; all of them, in any order. */
  public void result(Result result) {}

  /** A successful write of the table from outside; all of them, in any order. */
  public void edit(Edit edit) {}

  /**
   * What a client saw of one of its commands, for as many as are known.
   *
   * @param sentNanos the client's clock before it sent the command; the same clock as that of edits
   * @param receivedNanos when the outcome was read by a consumer that is read_committed
   */
  public void call(Position position, long sentNanos, long receivedNanos) {}

  /** An item of the table as it is in the end; all of them, each once. */
  public void item(String counter, CounterState state) {}

  /** What everything given so far says. */
  public Verdict verdict() {
    return new Verdict(List.of(), Map.of(), new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  }
}

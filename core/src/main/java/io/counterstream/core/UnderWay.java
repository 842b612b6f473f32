package io.counterstream.core;

/** A counter's request to the table that has no response yet, or none. */
sealed interface UnderWay {
  /** The only {@link None}. */
  UnderWay NONE = new None();

  /** The request, to be sent for the first time or again. */
  Actions.Next request(int failures);

  /** No request. */
  record None() implements UnderWay {
    @Override
    public Actions.Next request(int failures) {
      return Actions.Next.NOTHING;
    }
  }

  /** A consistent read of the counter's item. */
  record Read(String counter) implements UnderWay {
    @Override
    public Actions.Next request(int failures) {
      return new Actions.Next.Read(counter, failures);
    }
  }

  /** A blind update. Its commands still wait in the machine. */
  record Blind(BlindUpdate update) implements UnderWay {
    @Override
    public Actions.Next request(int failures) {
      return new Actions.Next.Update(update, failures);
    }
  }

  /** A conditional put. Its commands are in the batch. */
  record Put(Batch batch) implements UnderWay {
    @Override
    public Actions.Next request(int failures) {
      return new Actions.Next.Put(batch.put(), failures, batch.commitUpTo());
    }
  }
}

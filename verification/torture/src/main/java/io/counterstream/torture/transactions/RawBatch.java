package io.counterstream.torture.transactions;

/**
 * What the header of a batch in a partition's log says.
 *
 * @param from the offset of its first record
 * @param to the offset of its last record
 * @param transaction the transaction that it belongs to or ends
 * @param end whether it is the marker that ends a transaction
 */
record RawBatch(long from, long to, TransactionId transaction, End end) {
  /** What a batch is. */
  enum End {
    /** Records. */
    NONE,
    /** The marker of a commit. */
    COMMIT,
    /** The marker of an abort. */
    ABORT
  }
}

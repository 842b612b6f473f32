package io.counterstream.torture.transactions;

/**
 * A transaction. A marker has the epoch of its transaction or a greater one.
 *
 * @param producer the producer's id
 * @param epoch the producer's epoch, which rises with each transaction
 */
record TransactionId(long producer, int epoch) {
  @Override
  public String toString() {
    return "producer " + producer + " epoch " + epoch;
  }
}

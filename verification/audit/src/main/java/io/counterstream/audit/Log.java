package io.counterstream.audit;

/**
 * One partition of one command topic.
 *
 * @param topic the number of the topic, as in {@link RecordPosition#log}
 * @param partition the partition, from 0
 */
record Log(int topic, int partition) {
  static Log of(RecordPosition position) {
    return new Log(position.log(), position.partition());
  }
}

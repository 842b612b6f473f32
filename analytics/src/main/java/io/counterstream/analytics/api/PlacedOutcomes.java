package io.counterstream.analytics.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Reads outcomes by their places. Thread-safe. */
interface PlacedOutcomes {
  /**
   * The outcomes in the order of their places, without those that the topics do not hold.
   *
   * @throws UnavailableException if the brokers do not return one in time
   */
  List<JsonNode> read(List<Parts.Place> places);
}

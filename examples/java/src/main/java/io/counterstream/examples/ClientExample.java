package io.counterstream.examples;

import io.counterstream.client.ClientConfig;
import io.counterstream.client.Counter;
import io.counterstream.client.Counters;
import io.counterstream.client.OutOfSyncException;
import io.counterstream.client.RejectedException;

/** A counter as an object, by the Java client. Its argument is the name of a new counter. */
public final class ClientExample {
  private ClientExample() {}

  /** Runs the example. */
  public static void main(String[] arguments) {
    String name = arguments.length > 0 ? arguments[0] : "page-views-" + System.currentTimeMillis();
    // The client chooses the partitioner, reads the outcomes and matches them to the commands.
    try (Counters counters = Counters.connect(ClientConfig.of(Brokers.address()))) {
      Counter views = counters.counter(name, 9007199254740993L);
      print(views, "created");
      Counter sameViews = counters.counter(name, 0);
      sameViews.add(2);
      print(sameViews, "applied");
      try {
        views.increment(); // expects 9007199254740993
      } catch (OutOfSyncException conflict) {
        print(views, "conflict: " + conflict.getMessage());
      }
      try {
        views.add(Long.MAX_VALUE);
      } catch (RejectedException rejected) {
        print(views, "rejected: " + rejected.reason());
      }
    }
  }

  private static void print(Counter counter, String what) {
    System.out.println(counter + "  " + what);
  }
}

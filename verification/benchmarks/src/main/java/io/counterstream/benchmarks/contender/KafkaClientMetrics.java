package io.counterstream.benchmarks.contender;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** Sums of the metrics of all Kafka clients, or of a broker, in this JVM, as JMX shows them. */
public final class KafkaClientMetrics {
  private static final List<String> CLIENTS = List.of(
      "kafka.producer:type=producer-metrics,*",
      "kafka.consumer:type=consumer-metrics,*",
      "kafka.admin.client:type=admin-client-metrics,*");
  private static final Map<String, String> COMMITS = Map.of(
      "kafka.streams:type=stream-thread-metrics,*", "commit-total",
      "kafka.consumer:type=consumer-coordinator-metrics,*", "commit-total");
  private static final String ENDED_TRANSACTIONS =
      "kafka.network:type=RequestMetrics,name=RequestsPerSec,request=EndTxn,*";

  private KafkaClientMetrics() {}

  /** Returns the requests that the clients have sent. */
  static double requests() {
    return CLIENTS.stream()
        .mapToDouble(clients -> sum(clients, "request-total"))
        .sum();
  }

  /** Returns the commits of Kafka Streams' threads, and of consumers that commit themselves. */
  static double commits() {
    return COMMITS.entrySet().stream()
        .mapToDouble(each -> sum(each.getKey(), each.getValue()))
        .sum();
  }

  /** Returns the transactions that were ended at the broker in this JVM; 0 without a broker. */
  public static double transactionsEnded() {
    return sum(ENDED_TRANSACTIONS, "Count");
  }

  private static double sum(String pattern, String attribute) {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    try {
      double sum = 0;
      for (ObjectName name : beans.queryNames(new ObjectName(pattern), null)) {
        sum += value(beans, name, attribute);
      }
      return sum;
    } catch (MalformedObjectNameException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static double value(MBeanServer beans, ObjectName name, String attribute) {
    try {
      double value = ((Number) beans.getAttribute(name, attribute)).doubleValue();
      return Double.isNaN(value) ? 0 : value;
    } catch (InstanceNotFoundException | AttributeNotFoundException none) {
      // Closed meanwhile, or one of the beans of a thread that have other attributes.
      return 0;
    } catch (JMException missing) {
      throw new IllegalStateException("cannot read " + attribute + " of " + name, missing);
    }
  }
}

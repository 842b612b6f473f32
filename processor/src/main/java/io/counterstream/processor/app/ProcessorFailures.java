package io.counterstream.processor.app;

import io.counterstream.contract.failure.Causes;
import io.counterstream.contract.failure.Explanation;
import io.counterstream.contract.failure.Explanation.Kind;
import io.counterstream.contract.failure.KafkaFailures;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.streams.errors.StreamsException;

/** Explains what stops a processor, in the words of its settings. */
final class ProcessorFailures {
  /** How messages of Kafka begin whose cause has the reason. */
  private static final String HIDES_ITS_CAUSE = "Failed to c";

  private static final String ASSIGNMENT_INFO =
      "org.apache.kafka.streams.processor.internals.assignment.AssignmentInfo";

  private final String group;
  private final KafkaFailures kafka;

  /**
   * Creates it.
   *
   * @param timeout how long a request to Kafka may take
   */
  ProcessorFailures(ProcessorSettings settings, Duration timeout) {
    this.group = settings.text(SettingKeys.APPLICATION_ID);
    this.kafka =
        new KafkaFailures(settings.text(SettingKeys.BOOTSTRAP), timeout, ProcessorFailures::name);
  }

  private static String name(String kafkaSetting) {
    return kafkaSetting.equals(SettingKeys.BOOTSTRAP)
        ? kafkaSetting
        : SettingKeys.KAFKA_PREFIX + kafkaSetting;
  }

  KafkaFailures kafka() {
    return kafka;
  }

  /** Explains a failure of a running processor; empty if its message is the explanation. */
  Optional<Explanation> recognize(Throwable thrown) {
    Throwable root = rootOf(thrown);
    if (Causes.find(InconsistentGroupProtocolException.class, thrown).isPresent()
        || hasAssignmentOfAnother(thrown)) {
      return Optional.of(new Explanation(
          Kind.GROUP,
          "another member of group " + group + " (application.id) uses another protocol, so it is"
              + " no processor",
          "End it, or choose another application.id; kafka-consumer-groups.sh --describe"
              + " --members --group " + group + " lists the members"));
    }
    return isOfKafka(root) ? kafka.recognize(root) : Optional.empty();
  }

  /**
   * In a group of the newer protocol, the broker admits a stream thread beside other consumers, and
   * gives it partitions without what Kafka Streams adds to them.
   */
  private static boolean hasAssignmentOfAnother(Throwable thrown) {
    return Causes.find(NullPointerException.class, thrown)
        .map(Throwable::getStackTrace)
        .filter(trace -> trace.length > 0 && trace[0].getClassName().equals(ASSIGNMENT_INFO))
        .isPresent();
  }

  /** The texts of our own exceptions say what their causes do not. */
  private static boolean isOfKafka(Throwable root) {
    return !root.getClass().getName().startsWith("io.counterstream.")
        && (root.getClass() != KafkaException.class
            || String.valueOf(root.getMessage()).startsWith(HIDES_ITS_CAUSE));
  }

  /** Unwraps the exceptions that Kafka Streams adds. */
  static Throwable rootOf(Throwable thrown) {
    Throwable root = thrown;
    while (root instanceof StreamsException && root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}

package io.counterstream.processor.app;

import io.counterstream.contract.kafka.KafkaFutures;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/**
 * The version of the transaction protocol that a cluster uses.
 *
 * <p>From version 2 on (KIP-890), each transaction has its own producer epoch. With an older
 * version, a delayed request of one transaction can become part of the next one.
 *
 * @param level the level of the feature {@code transaction.version}, 0 if the cluster has none
 */
record TransactionVersion(int level) {
  private static final String FEATURE = "transaction.version";
  private static final int REQUIRED = 2;

  /**
   * Reads the version that a cluster uses.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not return it
   */
  static TransactionVersion of(Admin admin) {
    return new TransactionVersion(
        Optional.ofNullable(KafkaFutures.await(admin.describeFeatures().featureMetadata())
                .finalizedFeatures()
                .get(FEATURE))
            .map(range -> (int) range.maxVersionLevel())
            .orElse(0));
  }

  /** What to tell the operator; empty if the version suffices. */
  Optional<String> warning(String bootstrapServers) {
    return level >= REQUIRED
        ? Optional.empty()
        : Optional.of("The cluster's " + FEATURE + " is " + level + ", expected " + REQUIRED
            + " or more: with an older transaction protocol, Kafka can commit a part of an aborted"
            + " transaction. Upgrade it (kafka-features.sh --bootstrap-server " + bootstrapServers
            + " upgrade --feature " + FEATURE + "=" + REQUIRED + ")");
  }
}

package io.counterstream.processor.app;

import io.counterstream.contract.failure.Causes;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the operator should improve although the processor can start.
 *
 * @param admin asks the brokers; not closed here
 */
record StartWarnings(Admin admin, ProcessorSettings settings, CommandTopics topics) {
  private static final Logger LOG = LoggerFactory.getLogger(StartWarnings.class);

  /** Logs it. */
  void log() {
    String servers = settings.text(SettingKeys.BOOTSTRAP);
    try {
      TransactionVersion.of(admin).warning(servers).ifPresent(LOG::warn);
    } catch (KafkaException unknown) {
      LOG.warn("Can't read the transaction.version of {}: {}", servers, Causes.explain(unknown));
    }
    String commands = settings.topics().commands();
    try {
      OffsetsRetention retention = OffsetsRetention.of(admin, topics.config(commands));
      retention.warning(commands).ifPresent(LOG::warn);
      retention.warning(commands, settings.deletedRetention()).ifPresent(LOG::warn);
    } catch (KafkaException unknown) {
      LOG.info("Can't read for how long {} keeps offsets: {}", servers, Causes.explain(unknown));
    }
    settings.cloudEventsWarning().ifPresent(LOG::warn);
    settings.kafkaWarnings().forEach(LOG::warn);
  }
}

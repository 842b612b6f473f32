package io.counterstream.analytics.app;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import org.slf4j.LoggerFactory;

/** Selects the format of log lines. */
final class AnalyticsLog {
  private AnalyticsLog() {}

  /** Sets the format of all following lines: {@code text} or {@code json}. */
  static void use(String format) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(AnalyticsLog.class.getResource("logback-" + format + ".xml"));
    } catch (JoranException broken) {
      throw new IllegalStateException("log.format " + format, broken);
    }
  }
}

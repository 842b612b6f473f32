package io.counterstream.processor.app;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URL;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Selects the format of log lines. */
final class LogFormat {
  static final String TEXT = "text";
  static final String JSON = "json";

  private LogFormat() {}

  /** Returns the format that settings name, checked or not. */
  static String of(Map<String, String> settings) {
    return JSON.equals(settings.get(SettingKeys.LOG_FORMAT)) ? JSON : TEXT;
  }

  /** Sets the format of all following lines: {@code text} or {@code json}. */
  static void use(String format) {
    URL configuration = LogFormat.class.getResource("logback-" + format + ".xml");
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(configuration);
    } catch (JoranException broken) {
      throw new IllegalStateException("log.format " + format, broken);
    }
  }
}

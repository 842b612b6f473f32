package io.counterstream.processor.progress;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** The lines that a class logs during a test; they are not printed. */
public final class LoggedLines implements BeforeEachCallback, AfterEachCallback {
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger logger;

  /** Collects the lines of this class. */
  public LoggedLines(Class<?> type) {
    logger = (Logger) LoggerFactory.getLogger(type);
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    lines.start();
    logger.addAppender(lines);
    logger.setAdditive(false);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    logger.detachAppender(lines);
    logger.setAdditive(true);
  }

  /** The lines so far. */
  public List<String> logged() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}

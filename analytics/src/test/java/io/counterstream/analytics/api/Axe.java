package io.counterstream.analytics.api;

import com.deque.html.axecore.providers.EmbeddedResourceAxeProvider;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.naming.OperationNotSupportedException;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * The rules of accessibility of axe-core, in an open page. Its Selenium builder opens a window for
 * each result and reads what passed, too: it takes three times as long.
 */
final class Axe {
  private static final String RUN = """
      const done = arguments[arguments.length - 1];
      axe.run(document, {resultTypes: ['violations'], ...arguments[0]}).then(
          ({violations}) => done(violations.map(({id, nodes}) => id + ': '
              + nodes.map((node) => node.html + ' ' + node.failureSummary).join('; '))),
          (failure) => done([String(failure)]));
      """;

  private final ChromeDriver browser;

  private Axe(ChromeDriver browser) {
    this.browser = browser;
  }

  /** Loads the rules into the page that is open. */
  static Axe on(ChromeDriver browser) {
    try {
      browser.executeScript(new EmbeddedResourceAxeProvider().getScript());
    } catch (IOException | OperationNotSupportedException missing) {
      throw new IllegalStateException("no script of axe-core", missing);
    }
    return new Axe(browser);
  }

  /** What violates these rules, or any if none is given. */
  List<String> violations(String... rules) {
    Map<String, Object> options = rules.length == 0 ? Map.of() : Map.of("runOnly", List.of(rules));
    Object found = browser.executeAsyncScript(RUN, options);
    return ((List<?>) found).stream().map(Object::toString).toList();
  }
}

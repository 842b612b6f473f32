package io.counterstream.analytics.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.counterstream.testkit.wait.Waiting;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Opens the Chromium of this machine, which talks to nobody else. */
final class Chromium {
  private static final String PACKAGES =
      "chromium and chromedriver on the PATH (Debian: packages chromium, chromium-driver)";

  private Chromium() {}

  /** Opens it with a new profile; the tests are skipped without it, but not in CI. */
  static ChromeDriver open(Path profile) {
    Optional<File> browser = onPath("chromium");
    Optional<File> driver = onPath("chromedriver");
    boolean found = browser.isPresent() && driver.isPresent();
    if (System.getenv("CI") == null) {
      assumeThat(found).as(PACKAGES).isTrue();
    }
    assertThat(found).as(PACKAGES).isTrue();
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.orElseThrow());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service = new ChromeDriverService.Builder()
        .usingDriverExecutable(driver.orElseThrow())
        .usingAnyFreePort()
        .build();
    ChromeDriver opened = new ChromeDriver(service, options);
    opened.manage().timeouts().scriptTimeout(Waiting.LIMIT);
    return opened;
  }

  private static Optional<File> onPath(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toFile)
        .findFirst();
  }

  /** Chooses the colour scheme, {@code light} or {@code dark}. */
  static void prefer(ChromeDriver browser, String scheme) {
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }
}

package io.counterstream.analytics.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.analytics.stream.AnalysisDriver;
import io.counterstream.analytics.stream.TestOutcomes;
import io.counterstream.testkit.wait.Waiting;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** The page in a browser: what it shows of outcomes as they come, and whether all can read it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageIT {
  private static final long BEYOND_DOUBLES = 9007199254740993L;
  /** That number as it is shown, without the last digit. */
  private static final String EXACT = "9\u202f007\u202f199\u202f254\u202f740\u202f99";

  private static final List<String> NAMES = List.of(
      "<script>alert(1)</script>", "__proto__", "n".repeat(255), "shop/eu/socks", "عداد/واحد");

  @TempDir
  static Path profile;

  private ChromeDriver browser;
  private TestServer server;
  private boolean serverStopped;

  @BeforeAll
  void openBrowser() {
    browser = Chromium.open(profile);
  }

  @AfterAll
  void closeBrowser() {
    if (browser != null) {
      browser.quit();
    }
  }

  @BeforeEach
  void startServer() throws IOException {
    serverStopped = false;
    browser.get("about:blank");
    browser.manage().logs().get(LogType.BROWSER);
    server = new TestServer(new AnalysisDriver(Instant.now()), 10);
    browser.manage().window().setSize(new Dimension(1280, 900));
    for (String name : NAMES) {
      server.send(TestOutcomes.applied(name, 0, BEYOND_DOUBLES, 1, Instant.now()));
    }
  }

  @AfterEach
  void stopServer() {
    List<LogEntry> logged = browser.manage().logs().get(LogType.BROWSER).getAll();
    server.close();
    if (!serverStopped) {
      assertThat(logged).filteredOn(entry -> entry.getLevel() == Level.SEVERE).isEmpty();
    }
  }

  @Test
  void theOverviewCountsOutcomesAsTheyComeAndItsChartWorksByKeyboard() {
    open("/");
    By conflicts = By.xpath("//dl/div[dt='conflicts / s']/dd/small");
    awaitText(conflicts, "0 in all");
    server.send(TestOutcomes.conflict("shop/eu/socks", BEYOND_DOUBLES, 1, Instant.now()));
    awaitText(conflicts, "1 in all");
    By period = By.cssSelector("section[aria-label='Counters of the period'] .head > .note");
    Waiting.await().until(() -> {
      browser.findElement(By.cssSelector(".plot")).sendKeys(Keys.chord(Keys.SHIFT, Keys.LEFT));
      return text(period).endsWith("as selected in the chart");
    });
    browser.findElement(By.cssSelector(".plot")).sendKeys(Keys.ESCAPE);
    Waiting.await().until(() -> !text(period).contains("selected"));
  }

  @Test
  void integersAreExactAndAConflictSaysWhatWasExpectedAndFound() {
    open("/counter?name=shop%2Feu%2Fsocks");
    By value = By.xpath("//dl/div[dt='value']/dd");
    Waiting.await().until(() -> text(value).startsWith(EXACT + "3\n"));
    server.send(TestOutcomes.applied("shop/eu/socks", BEYOND_DOUBLES, 2, 2, Instant.now()));
    server.send(TestOutcomes.conflict("shop/eu/socks", BEYOND_DOUBLES + 2, 2, Instant.now()));
    Waiting.await().until(() -> text(value).startsWith(EXACT + "5\n"));
    By newest = By.cssSelector("section[aria-label='Outcomes'] tbody tr");
    Waiting.await().until(() -> text(newest).contains("\u22127 found " + EXACT + "5"));
  }

  @Test
  void namesOfAllKindsAreTextAndFitANarrowScreen() {
    browser.manage().window().setSize(new Dimension(500, 900));
    open("/search");
    By links = By.cssSelector("main tbody a");
    Waiting.await().until(() -> browser.findElements(links).size() == NAMES.size());
    assertThat(browser.findElements(links))
        .extracting(link -> link.getDomAttribute("title"))
        .containsExactlyInAnyOrderElementsOf(NAMES);
    for (String name : NAMES) {
      open("/counter?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
      Waiting.await().until(() -> text(By.tagName("h1")).equals(name));
      Waiting.await().until(() -> text(By.cssSelector("dl")).contains("version"));
      assertThat(widthBeyondTheScreen()).as(name).isZero();
    }
    open("/");
    awaitText(By.xpath("//dl/div[dt='counters']/dd/small"), "no late outcomes");
    assertThat(widthBeyondTheScreen()).isZero();
  }

  @Test
  void axeFindsNoViolationsInLightAndDark() {
    server.send(TestOutcomes.applied("__proto__", 5, 1, 2, Instant.now()));
    server.send(TestOutcomes.rejected("__proto__", "invalid", Instant.now()));
    for (String path : List.of("/", "/counter?name=__proto__", "/search?prefix=s", "/tail")) {
      Chromium.prefer(browser, "light");
      open(path);
      Waiting.await().until(() -> !text(By.tagName("main")).contains("Loading"));
      if (path.matches("/|/counter.*")) {
        awaitText(By.cssSelector(".alerts strong"), "Edited");
      }
      Axe axe = Axe.on(browser);
      assertThat(axe.violations()).as(path).isEmpty();
      Chromium.prefer(browser, "dark");
      assertThat(axe.violations("color-contrast")).as(path).isEmpty();
    }
  }

  @Test
  void theLiveTailSaysThatItLoadsUntilItKnowsThatThereIsNothing() {
    server.forgetTail();
    open("/tail");
    By note = By.cssSelector("section[aria-label='Outcomes'] [role='status']");
    awaitText(note, "Loading outcomes…");
    server.tailIsRead();
    awaitText(note, "No outcome yet. New ones appear here as they come.");
    server.send(TestOutcomes.conflict("shop/eu/socks", BEYOND_DOUBLES, 1, Instant.now()));
    awaitText(By.cssSelector("table.outcomes .kind"), "conflict");
    awaitText(note, "");
  }

  @Test
  void whatIsShownIsMarkedAsStaleUntilTheServerIsBack() {
    open("/");
    By status = By.id("status");
    Waiting.await().until(() -> text(status).startsWith("Live"));
    serverStopped = true;
    server.close();
    Waiting.await().until(() -> text(status).startsWith("Connection lost"));
    assertThat(text(By.cssSelector(".notice.bad"))).startsWith("What you see is as of");
    assertThat(browser.findElements(By.cssSelector("main > .stale"))).hasSize(1);
    server = new TestServer(new AnalysisDriver(Instant.now()), 10, server.port());
    Waiting.await().until(() -> text(status).startsWith("Live"));
    assertThat(browser.findElements(By.cssSelector("main > .stale, .notice.bad")))
        .isEmpty();
  }

  private void open(String path) {
    browser.get("http://127.0.0.1:" + server.port() + path);
  }

  private void awaitText(By element, String text) {
    Waiting.await().until(() -> text(element).equals(text));
  }

  /** The text of the first element; empty if there is none now. */
  private String text(By element) {
    try {
      return browser.findElements(element).stream()
          .findFirst()
          .map(found -> found.getText())
          .orElse("");
    } catch (StaleElementReferenceException replaced) {
      return "";
    }
  }

  private long widthBeyondTheScreen() {
    return (Long) browser.executeScript(
        "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }
}

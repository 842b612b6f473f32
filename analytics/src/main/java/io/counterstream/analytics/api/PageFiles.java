package io.counterstream.analytics.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of the page, which are resources: each page of it is one HTML file. */
final class PageFiles {
  /** The addresses that show the page. */
  static final List<String> PAGES = List.of("/", "/counter", "/search", "/tail");

  private static final String PAGE = "/io/counterstream/analytics/page/";
  private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
  private static final String CHARTS_PATH = "/lib/";
  private static final String PAGE_PATH = "/page/";
  private static final List<String> CHART_FILES = List.of("uPlot.esm.js", "uPlot.min.css");

  private static final Map<String, String> TYPES = Map.of(
      "html", "text/html; charset=utf-8",
      "js", "text/javascript; charset=utf-8",
      "css", "text/css; charset=utf-8",
      "svg", "image/svg+xml",
      "png", "image/png",
      "ico", "image/x-icon",
      "json", "application/json",
      "woff2", "font/woff2");

  private PageFiles() {}

  /** A file. */
  record PageFile(String contentType, byte[] bytes) {}

  /** The file at a path; empty if there is none. */
  static Optional<PageFile> at(String path) {
    String name = PAGES.contains(path) ? PAGE_PATH + "index.html" : path;
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null || !name.matches("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+")) {
      return Optional.empty();
    }
    if (name.startsWith(CHARTS_PATH)) {
      String file = name.substring(CHARTS_PATH.length());
      return CHART_FILES.contains(file) ? read(CHARTS + file, type) : Optional.empty();
    }
    return name.startsWith(PAGE_PATH)
        ? read(PAGE + name.substring(PAGE_PATH.length()), type)
        : Optional.empty();
  }

  private static Optional<PageFile> read(String resource, String type) {
    try (InputStream bytes = PageFiles.class.getResourceAsStream(resource)) {
      return bytes == null
          ? Optional.empty()
          : Optional.of(new PageFile(type, bytes.readAllBytes()));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}

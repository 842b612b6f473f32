package io.counterstream.contract.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of Counterstream, which the build has written to a resource. */
public final class ProgramVersion {
  private ProgramVersion() {}

  /** Returns the version, as in {@code counterstream 1.2.3}. */
  public static String text() {
    Properties properties = new Properties();
    try (InputStream resource = ProgramVersion.class.getResourceAsStream("version.properties")) {
      properties.load(resource);
    } catch (IOException impossible) {
      throw new UncheckedIOException("a resource can't be read", impossible);
    }
    return "counterstream " + properties.getProperty("version");
  }
}

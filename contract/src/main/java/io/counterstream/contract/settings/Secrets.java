package io.counterstream.contract.settings;

import java.util.regex.Pattern;

/** Removes passwords from what a message quotes of a user's input. */
public final class Secrets {
  private static final Pattern VALUE =
      Pattern.compile("(?i)((?:password|secret|token|credential)[\\w.-]*[\"']?\\s*[=:]\\s*)"
          + "(\"[^\"]*\"?|'[^']*'?|\\S+)");

  /** The user and the password of a URI. */
  private static final Pattern USER = Pattern.compile("(://)[^/@\\s]*@");

  private Secrets() {}

  /** Returns the text with {@code …} in the place of the values of passwords and the like. */
  public static String masked(String text) {
    return USER.matcher(VALUE.matcher(text).replaceAll("$1…")).replaceAll("$1…@");
  }
}

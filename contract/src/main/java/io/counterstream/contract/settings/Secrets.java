package io.counterstream.contract.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Removes passwords from what a message quotes of a user's input. */
public final class Secrets {
  private static final String WORD = "(?:password|secret|token|credential)[\\w.-]*";
  private static final Pattern VALUE =
      Pattern.compile("(?i)(" + WORD + "[\"']?\\s*[=:]\\s*)(\"[^\"]*\"?|'[^']*'?|\\S+)");
  private static final Pattern OPTION = Pattern.compile("(?i)-[\\w.-]*" + WORD);
  private static final Pattern ASSIGNMENT = Pattern.compile("(?is)([\\w.-]*" + WORD + "=).*");

  /** The user and the password of a URI. */
  private static final Pattern USER = Pattern.compile("(://)[^/@\\s]*@");

  private Secrets() {}

  /**
   * Returns the arguments of a command line with {@code …} in the place of passwords: also where
   * one has spaces, and where it is an argument of its own behind an option.
   */
  public static List<String> maskedArguments(List<String> arguments) {
    List<String> masked = new ArrayList<>();
    String former = "";
    for (String argument : arguments) {
      Matcher assignment = ASSIGNMENT.matcher(argument);
      if (OPTION.matcher(former).matches()) {
        masked.add("…");
      } else {
        masked.add(assignment.matches() ? assignment.group(1) + "…" : masked(argument));
      }
      former = argument;
    }
    return masked;
  }

  /** Returns the text with {@code …} in the place of the values of passwords and the like. */
  public static String masked(String text) {
    return USER.matcher(VALUE.matcher(text).replaceAll("$1…")).replaceAll("$1…@");
  }
}

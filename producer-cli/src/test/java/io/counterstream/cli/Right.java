package io.counterstream.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A right of a role, as the documentation lists it.
 *
 * @param role the role's name there
 * @param pattern the resources
 * @param operation what must be allowed on them
 */
record Right(String role, ResourcePattern pattern, AclOperation operation) {
  private static final Path PAGE = Path.of("..", "docs", "operations.md");
  private static final Pattern ROW = Pattern.compile(
      "^\\| ([a-z ]+) \\| (topic|group|transactional id)s?( that starts? with)? "
          + "((?:`[^`]+`(?:, )?)+) \\| ([A-Z_, ]+) \\|$",
      Pattern.MULTILINE);
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  /** The rights of the page's table, in its order. */
  static List<Right> documented() throws IOException {
    List<Right> rights = new ArrayList<>();
    for (Matcher row = ROW.matcher(Files.readString(PAGE)); row.find(); ) {
      ResourceType type =
          ResourceType.valueOf(row.group(2).toUpperCase(Locale.ROOT).replace(' ', '_'));
      PatternType kind = row.group(3) == null ? PatternType.LITERAL : PatternType.PREFIXED;
      for (Matcher name = NAME.matcher(row.group(4)); name.find(); ) {
        for (String operation : row.group(5).split(", ")) {
          rights.add(new Right(
              row.group(1),
              new ResourcePattern(type, name.group(1), kind),
              AclOperation.valueOf(operation)));
        }
      }
    }
    return rights;
  }

  /** The user who has the rights of the role. */
  String user() {
    return role.replace(' ', '-');
  }

  AclBinding binding() {
    return binding(user());
  }

  /** The same right for another user. */
  AclBinding binding(String user) {
    return new AclBinding(
        pattern, new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
  }

  @Override
  public String toString() {
    return role + " without " + operation + " on " + pattern.resourceType() + " " + pattern.name()
        + (pattern.patternType() == PatternType.PREFIXED ? "*" : "");
  }
}

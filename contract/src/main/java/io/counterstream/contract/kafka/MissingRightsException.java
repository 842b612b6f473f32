package io.counterstream.contract.kafka;

import java.util.List;
import org.apache.kafka.common.errors.AuthorizationException;

/** The brokers refused a request because rights are missing: grant what {@link #missing} lists. */
public final class MissingRightsException extends AuthorizationException {
  private static final long serialVersionUID = 1;

  private final transient List<String> missing;

  /** {@code missing} has a sentence for each resource, as {@link Rights} writes them. */
  public MissingRightsException(List<String> missing, Throwable cause) {
    super(String.join("; ", missing), cause);
    this.missing = List.copyOf(missing);
  }

  /** A sentence for each resource: who must be allowed what on it. */
  public List<String> missing() {
    return missing;
  }
}

package io.counterstream.client;

import io.counterstream.contract.failure.Causes;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** Tells failures that waiting does not cure from those of brokers that may return. */
final class PermanentFailure {
  private PermanentFailure() {}

  /** Whether a right or a credential is missing, or the program itself is broken. */
  static boolean is(Throwable failure) {
    return Causes.find(AuthorizationException.class, failure).isPresent()
        || Causes.find(AuthenticationException.class, failure).isPresent()
        || Causes.find(Error.class, failure).isPresent();
  }
}

package io.counterstream.contract.failure;

import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * A failed TLS handshake, by what it means. The messages are the JDK's.
 *
 * @param reason what happened, as the rest of a sentence that begins with the server's address
 * @param fault what to change
 */
public record TlsFailure(String reason, Fault fault) {
  /** What the two sides disagree on. */
  public enum Fault {
    /** The server does not speak TLS. */
    NO_TLS,
    /** This side does not trust the server's certificate. */
    SERVER_NOT_TRUSTED,
    /** The server's certificate is for other hosts. */
    OTHER_HOST,
    /** The server asks for a certificate of this side, or does not trust it. */
    CLIENT_NOT_TRUSTED,
    /** Something else: protocol versions, cipher suites. */
    OTHER
  }

  /** Finds the failed handshake behind a failure; empty if there is none. */
  public static Optional<TlsFailure> of(Throwable failure) {
    return Causes.find(SSLException.class, failure).map(TlsFailure::of);
  }

  private static TlsFailure of(SSLException failed) {
    String cause = Causes.explain(failed);
    String text = cause.toLowerCase(Locale.ROOT);
    if (text.contains("unrecognized ssl message") || text.contains("not an ssl/tls record")) {
      return new TlsFailure("does not speak TLS", Fault.NO_TLS);
    }
    if (text.contains("fatal alert")) {
      return alert(cause, text);
    }
    if (text.contains("certification path")
        || text.contains("pkix")
        || text.contains("trustanchors")) {
      return new TlsFailure(
          "has a certificate that is not trusted here (" + cause + ")", Fault.SERVER_NOT_TRUSTED);
    }
    if (text.contains("subject alternative") || text.contains("no name matching")) {
      return new TlsFailure("has a certificate of another host (" + cause + ")", Fault.OTHER_HOST);
    }
    return new TlsFailure("refuses the TLS handshake (" + cause + ")", Fault.OTHER);
  }

  private static TlsFailure alert(String cause, String text) {
    return text.contains("certificate") || text.contains("unknown_ca")
        ? new TlsFailure(
            "asks for a client certificate that it trusts (" + cause + ")",
            Fault.CLIENT_NOT_TRUSTED)
        : new TlsFailure("refuses the TLS handshake (" + cause + ")", Fault.OTHER);
  }
}

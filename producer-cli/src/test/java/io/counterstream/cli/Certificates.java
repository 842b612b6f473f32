package io.counterstream.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;

/** Keys and certificates of a broker and of a client, made by the JDK's keytool. */
final class Certificates {
  private final Path folder;
  private final String password;

  private Certificates(Path folder, String password) {
    this.folder = folder;
    this.password = password;
  }

  /** Creates a key store and a trust store for each; all have the same password. */
  static Certificates create(Path folder, String password) throws Exception {
    Certificates made = new Certificates(folder, password);
    List<Process> started = List.of(made.keytool("broker"), made.keytool("client"));
    for (Process keytool : started) {
      String output = new String(keytool.getInputStream().readAllBytes());
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException("keytool: " + output);
      }
    }
    made.trust("broker", "client");
    made.trust("client", "broker");
    return made;
  }

  /** The file with the key of {@code broker} or {@code client}. */
  Path keys(String of) {
    return folder.resolve(of + "-keys.p12");
  }

  /** The file with the certificates that {@code broker} or {@code client} trusts. */
  Path trusted(String by) {
    return folder.resolve(by + "-trusted.p12");
  }

  private Process keytool(String of) throws IOException {
    ProcessBuilder keytool = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-alias",
            of,
            "-dname",
            "CN=" + of,
            "-ext",
            "SAN=ip:127.0.0.1",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-keystore",
            keys(of).toString(),
            "-storepass:env",
            "STORE_PASSWORD")
        .redirectErrorStream(true);
    keytool.environment().put("STORE_PASSWORD", password);
    return keytool.start();
  }

  private void trust(String by, String whom) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(keys(whom))) {
      keys.load(file, password.toCharArray());
    }
    Certificate certificate = keys.getCertificate(whom);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(whom, certificate);
    try (OutputStream file = Files.newOutputStream(trusted(by))) {
      trusted.store(file, password.toCharArray());
    }
  }
}

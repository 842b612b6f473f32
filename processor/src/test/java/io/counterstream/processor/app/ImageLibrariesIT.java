package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The libraries of the container image suffice for what only some users' settings load. */
class ImageLibrariesIT {
  private static final Path LIBRARIES = Path.of("target", "lib");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler",
        "org.apache.kafka.common.security.oauthbearer.DefaultJwtValidator",
        "com.fasterxml.jackson.databind.ObjectMapper",
        "software.amazon.awssdk.services.sts.internal.StsWebIdentityCredentialsProviderFactory",
        "software.amazon.awssdk.services.sts.internal.StsProfileCredentialsProviderFactory",
        "software.amazon.awssdk.services.sso.auth.SsoProfileCredentialsProviderFactory",
        "software.amazon.awssdk.services.ssooidc.SsoOidcProfileTokenProviderFactory",
        "software.amazon.awssdk.http.urlconnection.UrlConnectionSdkHttpService"
      })
  void aClassThatSomeSettingsNeedCanBeUsed(String name) throws Exception {
    List<URL> libraries = new ArrayList<>();
    try (Stream<Path> files = Files.list(LIBRARIES)) {
      for (Path file : files.toList()) {
        libraries.add(file.toUri().toURL());
      }
    }
    try (URLClassLoader image =
        new URLClassLoader(libraries.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      assertThat(Class.forName(name, true, image).getDeclaredConstructor().newInstance())
          .isNotNull();
    }
  }
}

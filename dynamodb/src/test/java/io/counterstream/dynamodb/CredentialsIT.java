package io.counterstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.testkit.process.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every source of credentials that the documentation promises is on the class path, and works. */
class CredentialsIT {
  private static final String PROFILES = """
      [profile keys]
      aws_access_key_id = KEYS
      aws_secret_access_key = s
      [profile role]
      role_arn = arn:aws:iam::123456789012:role/r
      source_profile = keys
      [profile container-role]
      role_arn = arn:aws:iam::123456789012:role/r
      credential_source = EcsContainer
      [profile process]
      credential_process = cat %1$s
      [profile sso]
      sso_session = valid
      sso_account_id = 123456789012
      sso_role_name = r
      [profile sso-expired]
      sso_session = expired
      sso_account_id = 123456789012
      sso_role_name = r
      [profile sso-legacy]
      sso_start_url = https://legacy.example.com
      sso_region = eu-central-1
      sso_account_id = 123456789012
      sso_role_name = r
      [sso-session valid]
      sso_region = eu-central-1
      sso_start_url = https://valid.example.com
      [sso-session expired]
      sso_region = eu-central-1
      sso_start_url = https://expired.example.com
      """;

  /** Each source, the properties that choose it, and the access key that it issues. */
  private static final List<List<String>> SOURCES = List.of(
      List.of("KEYS", "profile-keys", "aws.profile=keys"),
      List.of("AssumeRole", "profile-role", "aws.profile=role"),
      List.of("PROCESS", "profile-process", "aws.profile=process"),
      List.of("SSO-valid", "profile-sso", "aws.profile=sso"),
      List.of("SSO-fresh", "profile-sso-expired", "aws.profile=sso-expired"),
      List.of("SSO-legacy", "profile-sso-legacy", "aws.profile=sso-legacy"),
      List.of(
          "AssumeRoleWithWebIdentity",
          "web-identity",
          "aws.roleArn=arn:aws:iam::123456789012:role/r",
          "aws.webIdentityTokenFile=TOKEN"));

  @TempDir
  private Path home;

  @Test
  void eachSourceOfCredentialsSignsRequests() throws Exception {
    Path process = write("keys.json", FakeAws.keys("PROCESS", "2999-01-01T00:00:00Z"));
    Path config = write("config", PROFILES.formatted(process));
    Path token = write("token", "header.claims.signature");
    cacheToken("valid", "valid", "2999-01-01T00:00:00Z");
    cacheToken("expired", "stale", Instant.now().minusSeconds(60).toString());
    cacheToken("https://legacy.example.com", "legacy", "2999-01-01T00:00:00Z");
    List<String> arguments = arguments(token);
    try (FakeAws aws = new FakeAws()) {
      String container = "aws.containerCredentialsFullUri=" + aws.endpoint() + "/container";
      arguments.addAll(List.of("container", container));
      arguments.addAll(List.of("profile-container-role", "aws.profile=container-role", container));
      try (ChildJvm reader = ChildJvm.of(
              CredentialsMain.class.getName(), Path.of("target", "credentials.log"))
          .environment(Map.of(
              "HOME",
              home.toString(),
              "AWS_CONFIG_FILE",
              config.toString(),
              "AWS_REGION",
              "eu-central-1",
              "AWS_ENDPOINT_URL",
              aws.endpoint(),
              "AWS_EC2_METADATA_DISABLED",
              "true"))
          .start(arguments)) {
        assertThat(reader.awaitExit()).isZero();
        assertThat(reader.output()).doesNotContain("Exception");
      }
      SOURCES.forEach(
          source -> assertThat(aws.readers()).containsEntry(source.get(1), source.get(0)));
      assertThat(aws.readers())
          .containsEntry("container", "CONTAINER")
          .containsEntry("profile-container-role", "AssumeRole")
          .hasSize(SOURCES.size() + 2);
    }
  }

  private static List<String> arguments(Path token) {
    List<String> arguments = new ArrayList<>();
    SOURCES.forEach(source -> source.stream()
        .skip(1)
        .map(argument -> argument.replace("TOKEN", token.toString()))
        .forEach(arguments::add));
    return arguments;
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(home.resolve(name), text);
  }

  /** Writes what {@code aws sso login} leaves. */
  private void cacheToken(String of, String accessToken, String expiry) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-1").digest(of.getBytes(StandardCharsets.UTF_8));
    Path cache = Files.createDirectories(home.resolve(".aws").resolve("sso").resolve("cache"));
    Files.writeString(cache.resolve(HexFormat.of().formatHex(hash) + ".json"), """
        {"accessToken":"%s","expiresAt":"%s","refreshToken":"r","clientId":"c",\
        "clientSecret":"s","registrationExpiresAt":"2999-01-01T00:00:00Z",\
        "region":"eu-central-1","startUrl":"https://example.com"}""".formatted(
            accessToken, expiry));
  }
}

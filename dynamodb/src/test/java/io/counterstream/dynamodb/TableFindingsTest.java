package io.counterstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.MultiRegionConsistency;
import software.amazon.awssdk.services.dynamodb.model.ReplicaDescription;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Descriptions of tables that may, should not, or can't hold counters. */
class TableFindingsTest {
  private static final String NONE = "nothing";
  private static final ReplicaDescription REPLICA =
      ReplicaDescription.builder().regionName("eu-west-1").build();

  private static TableFindings findings(Consumer<TableDescription.Builder> differs) {
    TableDescription.Builder table = TableDescription.builder()
        .keySchema(key("counter", KeyType.HASH))
        .attributeDefinitions(attribute("counter", ScalarAttributeType.S))
        .tableStatus(TableStatus.ACTIVE);
    differs.accept(table);
    return new TableFindings("t", table.build());
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  static Stream<Arguments> tables() {
    return Stream.of(
        row("is as provisioned", table -> {}, NONE, NONE),
        row(
            "has an index on a number, whose attribute comes first",
            table -> table.attributeDefinitions(
                attribute("age", ScalarAttributeType.N),
                attribute("counter", ScalarAttributeType.S)),
            NONE,
            NONE),
        row(
            "has a key of another type",
            table -> table.attributeDefinitions(attribute("counter", ScalarAttributeType.N)),
            "must be of type S, found N",
            NONE),
        row(
            "has a sort key",
            table -> table.keySchema(key("counter", KeyType.HASH), key("at", KeyType.RANGE)),
            "must have the key counter (HASH), found counter (HASH), at (RANGE)",
            NONE),
        row(
            "is being deleted",
            table -> table.tableStatus(TableStatus.DELETING),
            "is being deleted",
            NONE),
        row(
            "has replicas whose last writer wins",
            table -> table.replicas(REPLICA),
            NONE,
            "global table (replicas: eu-west-1): of two writes in two regions, the last one wins"),
        row(
            "has replicas that agree on each write",
            table -> table.replicas(REPLICA).multiRegionConsistency(MultiRegionConsistency.STRONG),
            NONE,
            NONE));
  }

  private static Arguments row(
      String because, Consumer<TableDescription.Builder> differs, String fault, String warning) {
    return arguments(because, differs, fault, warning);
  }

  @ParameterizedTest(name = "a table that {0}")
  @MethodSource("tables")
  void areJudged(
      String because, Consumer<TableDescription.Builder> differs, String fault, String warning) {
    assertThat(findings(differs).fault().orElse(NONE)).contains(fault);
    assertThat(findings(differs).warnings().stream().findFirst().orElse(NONE)).contains(warning);
  }

  @Test
  void aTimeToLiveOnAnAttributeOfOursIsRefusedAndAnotherOneWarnedOf() {
    assertThat(findings(table -> {}).fault(timeToLive("value", TimeToLiveStatus.ENABLED)))
        .hasValueSatisfying(fault -> assertThat(fault).contains("would delete counters"));
    TimeToLiveDescription others = timeToLive("ttl", TimeToLiveStatus.ENABLING);
    assertThat(findings(table -> {}).fault(others)).isEmpty();
    assertThat(findings(table -> {}).warning(others))
        .hasValueSatisfying(warning -> assertThat(warning).contains("on attribute ttl"));
  }

  @Test
  void aTimeToLiveOnTheExpiryOfDeletedCountersIsExpected() {
    TimeToLiveDescription expiry = timeToLive("expiresAt", TimeToLiveStatus.ENABLED);
    assertThat(findings(table -> {}).fault(expiry)).isEmpty();
    assertThat(findings(table -> {}).warning(expiry)).isEmpty();
    assertThat(findings(table -> {}).warning(timeToLive("expiresAt", TimeToLiveStatus.DISABLED)))
        .hasValueSatisfying(warning -> assertThat(warning).contains("no time to live"));
  }

  private static TimeToLiveDescription timeToLive(String attribute, TimeToLiveStatus status) {
    return TimeToLiveDescription.builder()
        .attributeName(attribute)
        .timeToLiveStatus(status)
        .build();
  }
}

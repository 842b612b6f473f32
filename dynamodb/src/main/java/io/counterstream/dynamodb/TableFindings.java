package io.counterstream.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.MultiRegionConsistency;
import software.amazon.awssdk.services.dynamodb.model.ReplicaDescription;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Judges a table by its description: can it hold counters, and what endangers them? */
final class TableFindings {
  private final String table;
  private final TableDescription description;

  /** The findings on the table with this name. */
  TableFindings(String table, TableDescription description) {
    this.table = table;
    this.description = description;
  }

  /** Why the table can't hold counters, if it can't. */
  Optional<String> fault() {
    List<String> keys = description.keySchema().stream()
        .map(key -> key.attributeName() + " (" + key.keyType() + ")")
        .toList();
    if (!keys.equals(List.of(ItemCodec.COUNTER + " (HASH)"))) {
      return Optional.of("table " + table + " must have the key counter (HASH), found "
          + String.join(", ", keys) + "; it belongs to another application, name another table");
    }
    String type = description.attributeDefinitions().stream()
        .filter(attribute -> attribute.attributeName().equals(ItemCodec.COUNTER))
        .map(AttributeDefinition::attributeTypeAsString)
        .findFirst()
        .orElse("none");
    if (!type.equals(ScalarAttributeType.S.toString())) {
      return Optional.of("table " + table + "'s key counter must be of type S, found " + type);
    }
    return description.tableStatus() == TableStatus.DELETING
        ? Optional.of("table " + table + " is being deleted")
        : Optional.empty();
  }

  /** Why the table's time to live would delete counters, if it would. */
  Optional<String> fault(TimeToLiveDescription timeToLive) {
    return isEnabledElsewhere(timeToLive)
            && ItemCodec.ATTRIBUTES.contains(timeToLive.attributeName())
        ? Optional.of("table " + table + " has its time to live on attribute "
            + timeToLive.attributeName() + ", which the processor writes: DynamoDB would delete"
            + " counters. Disable it, then --provision sets it on " + ItemCodec.EXPIRES_AT)
        : Optional.empty();
  }

  /** Which features of the table the guarantee does not cover. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    boolean global = description.hasReplicas() && !description.replicas().isEmpty()
        || description.globalTableVersion() != null;
    if (global && description.multiRegionConsistency() != MultiRegionConsistency.STRONG) {
      String replicas = description.replicas().stream()
          .map(ReplicaDescription::regionName)
          .collect(Collectors.joining(", "));
      warnings.add("Table " + table + " is a global table (replicas: " + replicas
          + "): of two writes in two regions, the last one wins, whatever its condition. Write to"
          + " it in one region only; after a failover to another one, proceed as after restoring"
          + " a backup");
    }
    return warnings;
  }

  /** Whether the guarantee does not cover the table's time to live, or the table has none. */
  Optional<String> warning(TimeToLiveDescription timeToLive) {
    if (!isEnabled(timeToLive)) {
      return Optional.of("Table " + table + " has no time to live on attribute "
          + ItemCodec.EXPIRES_AT + ": items of deleted counters stay for ever. --provision turns it"
          + " on");
    }
    return isEnabledElsewhere(timeToLive)
        ? Optional.of("Table " + table + " has its time to live on attribute "
            + timeToLive.attributeName()
            + ": an item that has it is deleted, its counter begins again at 0, and a processor"
            + " that was frozen meanwhile may apply its commands again")
        : Optional.empty();
  }

  private static boolean isEnabledElsewhere(TimeToLiveDescription timeToLive) {
    return isEnabled(timeToLive) && !timeToLive.attributeName().equals(ItemCodec.EXPIRES_AT);
  }

  static boolean isEnabled(TimeToLiveDescription timeToLive) {
    return timeToLive.timeToLiveStatus() == TimeToLiveStatus.ENABLED
        || timeToLive.timeToLiveStatus() == TimeToLiveStatus.ENABLING;
  }
}

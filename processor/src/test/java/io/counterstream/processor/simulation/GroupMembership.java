package io.counterstream.processor.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The members of a consumer group at its coordinator. Cooperative: a partition is given to its next
 * owner once the previous one has revoked it, left, or been expelled.
 */
final class GroupMembership {
  private final Map<Integer, Member> members = new LinkedHashMap<>();
  private final List<TopicPartition> partitions = new ArrayList<>();
  private int joined;
  private int turn;

  /** A member: what it owns, and what it is to own. */
  private static final class Member {
    private final Set<TopicPartition> owned = new HashSet<>();
    private final Set<TopicPartition> target = new HashSet<>();
  }

  /** The partitions to revoke first, and those to add then. */
  record Change(Set<TopicPartition> revoked, Set<TopicPartition> added) {}

  /** What a producer tells of a member when it commits offsets. */
  @SuppressWarnings("removal")
  static ConsumerGroupMetadata metadata(String group, int member) {
    return new ConsumerGroupMetadata(group, member, Integer.toString(member), Optional.empty());
  }

  void subscribe(List<TopicPartition> all) {
    partitions.clear();
    partitions.addAll(all);
    rebalance();
  }

  int join() {
    members.put(++joined, new Member());
    rebalance();
    return joined;
  }

  void leave(int member) {
    if (members.remove(member) != null) {
      rebalance();
    }
  }

  boolean isMember(int member) {
    return members.containsKey(member);
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  /** Moves the partitions to other members. */
  void rebalance() {
    turn++;
    List<Member> all = new ArrayList<>(members.values());
    all.forEach(member -> member.target.clear());
    for (int i = 0; i < partitions.size() && !all.isEmpty(); i++) {
      all.get((i + turn) % all.size()).target.add(partitions.get(i));
    }
  }

  /** What a member learns when it polls; empty if nothing changes for it. */
  Optional<Change> change(int id) {
    Member member = members.get(id);
    Set<TopicPartition> revoked = new HashSet<>(member.owned);
    revoked.removeAll(member.target);
    Set<TopicPartition> added = new HashSet<>(member.target);
    members.values().forEach(other -> added.removeAll(other.owned));
    return revoked.isEmpty() && added.isEmpty()
        ? Optional.empty()
        : Optional.of(new Change(revoked, added));
  }

  void revoked(int id, Set<TopicPartition> revoked) {
    Optional.ofNullable(members.get(id)).ifPresent(member -> member.owned.removeAll(revoked));
  }

  void added(int id, Set<TopicPartition> added) {
    members.get(id).owned.addAll(added);
  }
}

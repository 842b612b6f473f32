package io.counterstream.analytics.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.analytics.stream.AnalysisDriver;
import io.counterstream.analytics.stream.TestOutcomes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which instance's state an answer shows, and what it says of it. */
class InstancesTest {
  private static final PartitionQuery QUERY = new PartitionQuery.Counter("c");
  private static final Instant THEN = Instant.now().minus(Duration.ofHours(1));

  private AnalysisDriver driver;

  @BeforeEach
  void start() {
    driver = new AnalysisDriver(THEN);
    driver.send(TestOutcomes.applied("c", 0, 5, 1, THEN));
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "this one processes it | ACTIVE | | self active",
        "then no other is asked | ACTIVE | ACTIVE | self active",
        "the other one processes it | | ACTIVE | other active",
        "a copy here is not as good | STANDBY | ACTIVE | other active",
        "while nobody processes it, a copy answers | STANDBY | | self standby",
        "or a copy of the other one | | STANDBY | other standby",
        "nobody has it | | | null none",
      })
  void anAnswerSaysWhoseStateItIs(
      String because, Parts.Role here, Parts.Role there, String expected) {
    Gathered gathered = inRoles(here, there).askAll(QUERY);
    Answers.Freshness freshness = gathered.freshness();
    Answers.PartitionFreshness partition = freshness.partitions().get(0);
    assertThat(partition.instance() + " " + partition.role()).as(because).isEqualTo(expected);
    assertThat(freshness.complete()).as(because).isEqualTo(!expected.endsWith("none"));
    if (expected.endsWith("active")) {
      assertThat(freshness.asOf()).as(because).isAfter(THEN.plusSeconds(1));
    } else if (expected.endsWith("standby")) {
      assertThat(freshness.asOf().toEpochMilli()).as(because).isEqualTo(THEN.toEpochMilli());
    }
    if (freshness.complete()) {
      assertThat(gathered.value(Parts.Counter.class).state().value()).isEqualTo(5);
    }
  }

  @Test
  void aCounterThatNobodyHasNowIsUnavailable() {
    assertThatThrownBy(() -> inRoles(null, null).askOne(QUERY, 0))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("no instance has partition 0 now");
  }

  @Test
  void aPartitionThatMovesWhileItIsReadIsAskedFromTheOther() {
    Instances self = instances(new MovedStores(), Parts.Role.ACTIVE);
    assertThat(self.askOne(QUERY, 0).freshness().instance()).isEqualTo("other");
  }

  private Instances inRoles(Parts.Role here, Parts.Role there) {
    return instances(new RoleStores(new DriverStores(driver), here), there);
  }

  private Instances instances(LocalStores stores, Parts.Role there) {
    return new Instances(
        local("self", stores), new OnePeer(new DriverStores(driver), there), () -> 0);
  }

  private Instances.Local local(String name, LocalStores stores) {
    StoreReader reader = new StoreReader(stores, driver.settings(), driver.live(), name);
    return new Instances.Local(name, 1, stores, reader, driver.live());
  }

  /** Stores of a partition that this instance has in a role; null: it does not have it. */
  private record RoleStores(LocalStores stores, Parts.Role role) implements LocalStores {
    @Override
    public Map<Integer, Parts.Role> partitions() {
      return role == null ? Map.of() : Map.of(0, role);
    }

    @Override
    public ReadOnlyKeyValueStore<Bytes, byte[]> keyValue(String name, int partition) {
      return stores.keyValue(name, partition);
    }

    @Override
    public ReadOnlyWindowStore<Bytes, byte[]> window(String name, int partition) {
      return stores.window(name, partition);
    }
  }

  /** Stores that are gone when they are read. */
  private record MovedStores() implements LocalStores {
    @Override
    public Map<Integer, Parts.Role> partitions() {
      return Map.of(0, Parts.Role.ACTIVE);
    }

    @Override
    public ReadOnlyKeyValueStore<Bytes, byte[]> keyValue(String name, int partition) {
      throw new InvalidStateStoreException(name);
    }

    @Override
    public ReadOnlyWindowStore<Bytes, byte[]> window(String name, int partition) {
      throw new InvalidStateStoreException(name);
    }
  }

  /** Another instance, whose answers go through JSON. */
  private final class OnePeer implements Peers {
    private final LocalStores stores;
    private final Parts.Role role;

    OnePeer(LocalStores stores, Parts.Role role) {
      this.stores = stores;
      this.role = role;
    }

    @Override
    public SortedSet<String> all() {
      return new TreeSet<>(List.of("self", "other"));
    }

    @Override
    public List<String> withPartition(int partition) {
      return role == null ? List.of() : List.of("other");
    }

    @Override
    public Optional<Parts.Reply> ask(
        String instance, PartitionQuery query, List<Integer> partitions) {
      LocalStores own = new RoleStores(stores, role);
      PartitionQuery received = ApiJson.read(
          ApiJson.queryText(query).getBytes(StandardCharsets.UTF_8), PartitionQuery.class);
      Parts.Reply reply =
          new Instances(local("other", own), this, () -> 0).reply(received, partitions);
      return Optional.of(ApiJson.read(ApiJson.bytes(reply), Parts.Reply.class));
    }

    @Override
    public Map<Integer, Long> behind() {
      return Map.of();
    }
  }
}

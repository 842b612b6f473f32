package io.counterstream.analytics.app;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.SHORT;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** The settings of analytics: names, types, defaults, ranges and descriptions. */
final class AnalyticsKeys {
  static final String BOOTSTRAP = "bootstrap.servers";
  static final String APPLICATION_ID = "application.id";
  static final String TOPIC_PREFIX = "topic.prefix";
  static final String REPLICATION = "replication.factor";
  static final String THREADS = "stream.threads";
  static final String COMMIT_INTERVAL = "commit.interval.ms";
  static final String STATE_DIRECTORY = "state.directory";
  static final String STORES = "state.stores";
  static final String STANDBYS = "state.standbys";
  static final String GRACE = "window.grace.ms";
  static final String SECOND_RETENTION = "window.second.retention.ms";
  static final String MINUTE_RETENTION = "window.minute.retention.ms";
  static final String HOUR_RETENTION = "window.hour.retention.ms";
  static final String SEPARATOR = "rollup.separator";
  static final String DEPTH = "rollup.depth";
  static final String PATIENCE = "chain.patience.ms";
  static final String SHARED_TABLE = "chain.shared.table";
  static final String HTTP_HOST = "http.host";
  static final String HTTP_PORT = "http.port";
  static final String ADVERTISED = "http.advertised";
  static final String VIEWERS = "viewers.max";
  static final String LOG_FORMAT = "log.format";

  /** Settings with this prefix are passed to Kafka Streams and its clients, without the prefix. */
  static final String KAFKA_PREFIX = "kafka.";

  private static final long DAY_MILLIS = 86_400_000;

  private AnalyticsKeys() {}

  static ConfigDef definition() {
    ConfigDef keys = new ConfigDef();
    kafka(keys);
    stream(keys);
    windows(keys);
    counters(keys);
    http(keys);
    return keys;
  }

  private static void kafka(ConfigDef keys) {
    keys.define(
            BOOTSTRAP,
            STRING,
            "127.0.0.1:9092",
            new NonEmptyString(),
            HIGH,
            "Kafka brokers to connect to first, as host:port, separated by commas.")
        .define(
            APPLICATION_ID,
            STRING,
            "counterstream",
            new NonEmptyString(),
            HIGH,
            "The deployment, as the processor's. The consumer group, and the prefix of internal"
                + " topics, is this id with -analytics; its instances share the partitions.")
        .define(
            TOPIC_PREFIX,
            STRING,
            "counter",
            new NonEmptyString(),
            HIGH,
            "The prefix of the names of the topics, as the processor's.")
        .define(
            REPLICATION,
            SHORT,
            (short) -1,
            between(-1, 100),
            MEDIUM,
            "Replication factor of the topics that --provision creates, and of internal topics; -1"
                + " is the broker's default. Use 3 in production.");
  }

  private static void stream(ConfigDef keys) {
    keys.define(THREADS, INT, 2, between(1, 256), MEDIUM, "Stream threads of this instance.")
        .define(
            COMMIT_INTERVAL,
            INT,
            250,
            between(10, 5_000),
            MEDIUM,
            "Milliseconds between commits. Readers of the topics see what is committed.")
        .define(
            STORES,
            STRING,
            "rocksdb",
            ValidString.in("rocksdb", "memory"),
            MEDIUM,
            "Where windows and counters are: rocksdb, or memory for few counters.")
        .define(
            STATE_DIRECTORY,
            STRING,
            "",
            null,
            MEDIUM,
            "The folder of the stores; empty is a folder of the machine's temporary files: a start"
                + " reads the topics again if it was removed. Each instance on a machine needs its"
                + " own.")
        .define(
            STANDBYS,
            INT,
            0,
            between(0, 10),
            MEDIUM,
            "Copies of each partition's state on other instances, which answer while partitions"
                + " move.");
  }

  private static void windows(ConfigDef keys) {
    keys.define(
            GRACE,
            LONG,
            30_000L,
            between(0, DAY_MILLIS),
            MEDIUM,
            "Milliseconds after the end of a window for which it waits for outcomes that are late.")
        .define(
            SECOND_RETENTION,
            LONG,
            900_000L,
            between(60_000, 7 * DAY_MILLIS),
            LOW,
            "Milliseconds for which windows of a second are kept.")
        .define(
            MINUTE_RETENTION,
            LONG,
            DAY_MILLIS,
            between(3_600_000, 30 * DAY_MILLIS),
            LOW,
            "Milliseconds for which a counter's windows of a minute are kept.")
        .define(
            HOUR_RETENTION,
            LONG,
            30 * DAY_MILLIS,
            between(DAY_MILLIS, 3650 * DAY_MILLIS),
            LOW,
            "Milliseconds for which a counter's windows of an hour are kept.");
  }

  private static void counters(ConfigDef keys) {
    keys.define(
            SEPARATOR,
            STRING,
            "/",
            null,
            MEDIUM,
            "What separates the parts of a counter's name, for roll-ups; empty for none.")
        .define(DEPTH, INT, 4, between(1, 100), LOW, "The greatest depth of a roll-up.")
        .define(
            PATIENCE,
            LONG,
            5_000L,
            between(0, DAY_MILLIS),
            LOW,
            "Milliseconds after which a missing version is reported. Until then its event may"
                + " arrive from another partition.")
        .define(
            SHARED_TABLE,
            BOOLEAN,
            false,
            LOW,
            "Whether other command topics change the same table: then missing versions are no"
                + " fault.");
  }

  private static void http(ConfigDef keys) {
    keys.define(
            HTTP_HOST,
            STRING,
            "127.0.0.1",
            new NonEmptyString(),
            MEDIUM,
            "The address on which the page and the API are served. They have no log-in: put a"
                + " proxy that has one before any other address.")
        .define(
            HTTP_PORT,
            INT,
            8090,
            between(1, 65_535),
            MEDIUM,
            "The port on which the page and the API are served.")
        .define(
            ADVERTISED,
            STRING,
            "",
            null,
            MEDIUM,
            "The host:port under which other instances and browsers reach this one; empty is the"
                + " address and port above.")
        .define(
            VIEWERS,
            INT,
            2_000,
            between(1, 100_000),
            LOW,
            "The most open streams of this instance.")
        .define(
            LOG_FORMAT,
            STRING,
            "text",
            ValidString.in("text", "json"),
            LOW,
            "The format of log lines: text or json.");
  }
}

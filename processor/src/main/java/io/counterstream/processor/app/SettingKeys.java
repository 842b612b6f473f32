package io.counterstream.processor.app;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.SHORT;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.counterstream.dynamodb.DynamoDb;
import io.counterstream.processor.repeats.RepeatSettings;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Validator;

/** The processor's settings: names, types, defaults, ranges and descriptions. */
final class SettingKeys {
  static final String BOOTSTRAP = "bootstrap.servers";
  static final String APPLICATION_ID = "application.id";
  static final String TOPIC_PREFIX = "topic.prefix";
  static final String PARTITIONS = "partitions";
  static final String REPLICATION = "replication.factor";
  static final String TABLE = "table.name";
  static final String TABLE_ENDPOINT = "table.endpoint";
  static final String TABLE_REGION = "table.region";
  static final String TABLE_TIMEOUT = "table.timeout.ms";
  static final String THREADS = "stream.threads";
  static final String COMMIT_INTERVAL = "commit.interval.ms";
  static final String TRANSACTION_TIMEOUT = "transaction.timeout.ms";
  static final String IN_FLIGHT = "max.in.flight";
  static final String BATCH_COMMANDS = "max.batch.commands";
  static final String JOURNAL_BYTES = "journal.bytes.max";
  static final String CACHE_BYTES = "cache.bytes.max";
  static final String ON_ALREADY_DECIDED = "on.already.decided";
  static final String ON_RECORDS_LOST = "on.records.lost";
  static final String ON_UNUSABLE_ITEM = "on.unusable.item";
  static final String ITEM_LOOK_INTERVAL = "item.look.interval.ms";
  static final String DELETED_RETENTION = "deleted.retention.days";
  static final String ON_UNKNOWN_TOPIC = "on.unknown.topic";
  static final String REPEATS_WINDOW = "repeats.window";
  static final String CLOUD_EVENTS = "cloudevents";
  static final String RESULTS_COMPRESSION = "results.compression";
  static final String REPLY_TOPICS = "reply.topics";
  static final String HTTP_HOST = "http.host";
  static final String HTTP_PORT = "http.port";
  static final String LOG_FORMAT = "log.format";

  /** Settings with this prefix are passed to Kafka Streams and its clients, without the prefix. */
  static final String KAFKA_PREFIX = "kafka.";

  private static final Validator TEXT = new NonEmptyString();
  private static final Validator ANY_VALUE = null;

  private SettingKeys() {}

  static ConfigDef definition() {
    ConfigDef keys = new ConfigDef();
    kafka(keys);
    provisioning(keys);
    table(keys);
    stream(keys);
    engine(keys);
    items(keys);
    results(keys);
    operation(keys);
    return keys;
  }

  private static void kafka(ConfigDef keys) {
    keys.define(
        BOOTSTRAP,
        STRING,
        "127.0.0.1:9092",
        TEXT,
        HIGH,
        "Kafka brokers to connect to first, as host:port, separated by commas.");
    keys.define(
        APPLICATION_ID,
        STRING,
        "counterstream",
        TEXT,
        HIGH,
        "The consumer group and the prefix of transactional ids. Instances with the same id share"
            + " the partitions.");
    keys.define(
        TOPIC_PREFIX, STRING, "counter", TEXT, HIGH, "The prefix of the names of the five topics.");
  }

  private static void provisioning(ConfigDef keys) {
    keys.define(
        PARTITIONS,
        INT,
        8,
        between(1, 10_000),
        MEDIUM,
        "Partitions of the topics that --provision creates, if the command topic does not exist;"
            + " if it exists, they get as many as it has. More stream threads than partitions are"
            + " idle.");
    keys.define(
        REPLICATION,
        SHORT,
        (short) -1,
        between(-1, 100),
        MEDIUM,
        "Replication factor of the topics that --provision creates; -1 is the broker's default. Use"
            + " 3 in production.");
  }

  private static void table(ConfigDef keys) {
    keys.define(TABLE, STRING, "counters", TEXT, HIGH, "The DynamoDB table.");
    keys.define(
        TABLE_ENDPOINT,
        STRING,
        "",
        ANY_VALUE,
        HIGH,
        "A DynamoDB endpoint other than the region's own, such as http://127.0.0.1:8000. With"
            + " plain http, dummy credentials are used if the environment has none.");
    keys.define(
        TABLE_REGION,
        STRING,
        "",
        ANY_VALUE,
        HIGH,
        "The AWS region. The default is that of the machine's AWS settings.");
    keys.define(
        TABLE_TIMEOUT,
        INT,
        2000,
        between(50, 60_000),
        MEDIUM,
        "Milliseconds without a response after which a request to the table is sent again.");
    keys.define(
        ON_UNKNOWN_TOPIC,
        STRING,
        "keep",
        ValidString.in("keep", "forget"),
        LOW,
        "What to do with journals of topics that this cluster does not have, or that this processor"
            + " may not describe: keep them, or forget them. Forget them only if all such topics"
            + " were deleted, and no other cluster's processors use the table.");
  }

  private static void stream(ConfigDef keys) {
    keys.define(THREADS, INT, 2, between(1, 256), MEDIUM, "Stream threads of this instance.");
    keys.define(
        COMMIT_INTERVAL,
        INT,
        100,
        between(1, 5_000),
        MEDIUM,
        "Milliseconds between commits under load. When every polled command has its outcome, a"
            + " commit follows at once, but at most 100 times a second in a thread.");
    keys.define(
        TRANSACTION_TIMEOUT,
        INT,
        10_000,
        between(1_000, 120_000),
        MEDIUM,
        "Milliseconds after which Kafka aborts a transaction that nobody else has ended. Readers of"
            + " the partitions' outcomes wait for its end. A command may wait for its outcome for"
            + " 0.7 of this time.");
    keys.define(
        ON_ALREADY_DECIDED,
        STRING,
        "stop",
        ValidString.in("stop", "skip"),
        MEDIUM,
        "What to do when the group's offsets were reset to commands that have committed outcomes:"
            + " stop and report which offsets to set, or skip these commands.");
    keys.define(
        ON_RECORDS_LOST,
        STRING,
        "continue",
        ValidString.in("continue", "stop"),
        MEDIUM,
        "What to do when commands were removed from the command topic before they were decided:"
            + " log and count them and go on, or stop until an operator starts it with continue.");
  }

  private static void engine(ConfigDef keys) {
    keys.define(
        IN_FLIGHT,
        INT,
        128,
        between(1, 4096),
        MEDIUM,
        "Requests to the table in flight at once in this instance.");
    keys.define(
        BATCH_COMMANDS,
        INT,
        4000,
        between(1, 100_000),
        LOW,
        "Commands of one counter that one request may record; with 1, each command has its own"
            + " request.");
    keys.define(
        JOURNAL_BYTES,
        INT,
        65_536,
        between(128, 65_536),
        LOW,
        "The size in bytes at which a counter's journal waits for the next commit.");
    keys.define(
        CACHE_BYTES,
        LONG,
        64L << 20,
        atLeast(1),
        LOW,
        "The estimated size in bytes of the counters cached in this instance, about 600 each. The"
            + " next command of a counter that is not cached may need one more request.");
  }

  private static void items(ConfigDef keys) {
    keys.define(
        ON_UNUSABLE_ITEM,
        STRING,
        "reject",
        ValidString.in("reject", "stop"),
        MEDIUM,
        "What to do with commands of a counter whose item has no valid value or version: reject"
            + " them until it is cured, or stop; then an item that can't be read or written also"
            + " stops the processor.");
    keys.define(
        ITEM_LOOK_INTERVAL,
        INT,
        30_000,
        between(100, 600_000),
        LOW,
        "Milliseconds between two looks at an item that can't be read or written and holds its"
            + " partition.");
    keys.define(
        DELETED_RETENTION,
        INT,
        (int) DynamoDb.DELETED_RETENTION_DEFAULT.toDays(),
        between(1, 3650),
        MEDIUM,
        "Days for which the table keeps the item of a counter that does not exist, with its version"
            + " and its record of decided commands. Use more than any outage takes, and more than"
            + " the command topic keeps records.");
  }

  private static void results(ConfigDef keys) {
    keys.define(
        REPEATS_WINDOW,
        INT,
        RepeatSettings.WINDOW_DEFAULT,
        between(0, RepeatSettings.WINDOW_MAX),
        MEDIUM,
        "How many offsets back commands are compared, to reject those sent twice; 0 for none.");
    keys.define(
        CLOUD_EVENTS, BOOLEAN, true, ANY_VALUE, LOW, "Whether outcomes have CloudEvents headers.");
    keys.define(
        RESULTS_COMPRESSION,
        STRING,
        "gzip:1",
        TEXT,
        LOW,
        "The compression of outcomes, replies and dead letters: none, gzip, snappy, lz4 or zstd;"
            + " gzip, lz4 and zstd also with a level, such as gzip:6. Every Kafka client reads none"
            + " and gzip.");
    keys.define(
        REPLY_TOPICS,
        STRING,
        "",
        ANY_VALUE,
        LOW,
        "A regular expression for the topics that commands may name for replies (header"
            + " kafka_replyTopic); empty permits none.");
  }

  private static void operation(ConfigDef keys) {
    keys.define(
        HTTP_HOST,
        STRING,
        "127.0.0.1",
        TEXT,
        LOW,
        "The address on which /health and /metrics are served.");
    keys.define(
        HTTP_PORT,
        INT,
        0,
        between(0, 65_535),
        MEDIUM,
        "The port on which /health and /metrics are served; 0 disables both.");
    keys.define(
        LOG_FORMAT,
        STRING,
        "text",
        ValidString.in("text", "json"),
        LOW,
        "The format of log lines: text or json.");
  }
}

package io.counterstream.processor.app;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.SHORT;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Validator;

/** The processor's settings: names, types, defaults, ranges and what they mean. */
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
  static final String CACHED = "counters.cached.max";
  static final String ON_ALREADY_DECIDED = "on.already.decided";
  static final String CLOUD_EVENTS = "cloudevents";
  static final String REPLY_TOPICS = "reply.topics";
  static final String HTTP_HOST = "http.host";
  static final String HTTP_PORT = "http.port";
  static final String LOG_FORMAT = "log.format";

  /** Settings with this prefix go to Kafka Streams and its clients, without the prefix. */
  static final String KAFKA_PREFIX = "kafka.";

  private static final Validator TEXT = new NonEmptyString();
  private static final Validator ANYTHING = null;

  private SettingKeys() {}

  static ConfigDef definition() {
    ConfigDef keys = new ConfigDef();
    kafka(keys);
    provisioning(keys);
    table(keys);
    stream(keys);
    engine(keys);
    surroundings(keys);
    return keys;
  }

  private static void kafka(ConfigDef keys) {
    keys.define(
        BOOTSTRAP,
        STRING,
        "127.0.0.1:9092",
        TEXT,
        HIGH,
        "Kafka brokers to ask first, as host:port, separated by commas.");
    keys.define(
        APPLICATION_ID,
        STRING,
        "counterstream",
        TEXT,
        HIGH,
        "The consumer group and the prefix of transactional ids. Instances that share"
            + " it share the work.");
    keys.define(
        TOPIC_PREFIX,
        STRING,
        "counter",
        TEXT,
        HIGH,
        "What the names of the five topics begin with.");
  }

  private static void provisioning(ConfigDef keys) {
    keys.define(
        PARTITIONS,
        INT,
        8,
        between(1, 10_000),
        MEDIUM,
        "Partitions of topics that --provision creates, unless the command topic exists:"
            + " then as many as that has. The bound on stream threads that share the work.");
    keys.define(
        REPLICATION,
        SHORT,
        (short) -1,
        between(-1, 100),
        MEDIUM,
        "Replication factor of topics that --provision creates; -1 is the broker's"
            + " default. 3 in production.");
  }

  private static void table(ConfigDef keys) {
    keys.define(TABLE, STRING, "counters", TEXT, HIGH, "The DynamoDB table.");
    keys.define(
        TABLE_ENDPOINT,
        STRING,
        "",
        ANYTHING,
        HIGH,
        "A DynamoDB endpoint other than the region's own, such as http://127.0.0.1:8000. With"
            + " plain http, credentials are made up if the environment has none.");
    keys.define(
        TABLE_REGION,
        STRING,
        "",
        ANYTHING,
        HIGH,
        "The AWS region. By default that of the AWS settings of the machine.");
    keys.define(
        TABLE_TIMEOUT,
        INT,
        2000,
        between(50, 60_000),
        MEDIUM,
        "After how many milliseconds a request to the table is sent again.");
  }

  private static void stream(ConfigDef keys) {
    keys.define(THREADS, INT, 2, between(1, 256), MEDIUM, "Stream threads of this instance.");
    keys.define(
        COMMIT_INTERVAL,
        INT,
        100,
        between(1, 5_000),
        MEDIUM,
        "Milliseconds between commits under load; when nothing is left to do, a commit"
            + " comes at once.");
    keys.define(
        TRANSACTION_TIMEOUT,
        INT,
        10_000,
        between(1_000, 120_000),
        MEDIUM,
        "Milliseconds after which Kafka aborts the transaction of an instance that died;"
            + " until then its partitions' outcomes stand still. An outcome may take 0.7 of it.");
    keys.define(
        ON_ALREADY_DECIDED,
        STRING,
        "stop",
        ValidString.in("stop", "skip"),
        MEDIUM,
        "What to do when the group's offsets were reset to commands that have their outcomes: stop"
            + " and say which offsets to set, or skip, that is pass over these commands.");
  }

  private static void engine(ConfigDef keys) {
    keys.define(
        IN_FLIGHT,
        INT,
        128,
        between(1, 4096),
        MEDIUM,
        "Requests to the table under way at once in this instance.");
    keys.define(
        BATCH_COMMANDS,
        INT,
        4000,
        between(1, 100_000),
        LOW,
        "Commands of one counter that one put may record; 1 gives a put per command.");
    keys.define(
        JOURNAL_BYTES,
        INT,
        65_536,
        between(128, 65_536),
        LOW,
        "The size in bytes at which a counter's journal waits for the next commit.");
    keys.define(
        CACHED,
        INT,
        100_000,
        atLeast(1),
        LOW,
        "Counters remembered in this instance, about 700 bytes each; a forgotten one may cost a"
            + " request more.");
  }

  private static void surroundings(ConfigDef keys) {
    keys.define(
        CLOUD_EVENTS, BOOLEAN, true, ANYTHING, LOW, "Whether outcomes carry CloudEvents headers.");
    keys.define(
        REPLY_TOPICS,
        STRING,
        "",
        ANYTHING,
        LOW,
        "A regular expression of topics that commands may name for their replies (header"
            + " kafka_replyTopic); empty allows none.");
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
        "The port on which /health and /metrics are served; 0 serves none.");
    keys.define(
        LOG_FORMAT,
        STRING,
        "text",
        ValidString.in("text", "json"),
        LOW,
        "The form of log lines: text or json.");
  }
}

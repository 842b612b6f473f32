package io.counterstream.cli;

import io.counterstream.cli.kafka.KafkaConnection;
import io.counterstream.cli.kafka.TopicSurvey;
import io.counterstream.cli.terminal.CliException;
import io.counterstream.cli.terminal.Columns;
import io.counterstream.cli.terminal.Columns.Side;
import io.counterstream.cli.terminal.ExitCode;
import io.counterstream.cli.terminal.JsonLine;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code topics}: shows which of the five topics exist. */
@Command(
    name = "topics",
    description = {
      "Show the five topics: what exists, what is missing.",
      "",
      "Also checks that all have the same number of partitions."
    },
    exitCodeList = {
      "0:all exist, with the same number of partitions",
      "1:a topic is missing or differs, or it failed: no broker, not allowed, …",
      ExitCode.USAGE_HELP
    })
final class TopicsCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Mixin
  private KafkaOptions options;

  @Override
  public Integer call() {
    KafkaConnection connection = options.connection();
    List<TopicSurvey.Found> topics = new TopicSurvey(connection).run();
    PrintWriter out = spec.commandLine().getOut();
    if (options.shared().isJson()) {
      topics.forEach(topic -> out.println(json(topic)));
    } else {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("TOPIC", "PARTITIONS", "REPLICAS", "HOLDS"));
      topics.forEach(topic -> rows.add(row(topic)));
      new Columns(Side.LEFT, Side.RIGHT, Side.RIGHT, Side.LEFT).lines(rows).forEach(out::println);
    }
    if (topics.stream().anyMatch(topic -> topic.fault().isPresent())) {
      throw CliException.failed(cure(topics, connection), null);
    }
    return ExitCode.APPLIED.code();
  }

  private static List<String> row(TopicSurvey.Found topic) {
    return topic.exists()
        ? List.of(
            topic.name(),
            Integer.toString(topic.partitions()),
            Integer.toString(topic.replicas()),
            topic.holds() + topic.fault().map(fault -> " (" + fault + ")").orElse(""))
        : List.of(topic.name(), "missing", "", topic.holds());
  }

  private static String json(TopicSurvey.Found topic) {
    return JsonLine.of(json -> {
      json.writeStringField("topic", topic.name());
      json.writeBooleanField("exists", topic.exists());
      json.writeNumberField("partitions", topic.partitions());
      json.writeNumberField("replicas", topic.replicas());
      if (topic.fault().isPresent()) {
        json.writeStringField("fault", topic.fault().get());
      }
    });
  }

  private static String cure(List<TopicSurvey.Found> topics, KafkaConnection connection) {
    long missing = topics.stream().filter(topic -> !topic.exists()).count();
    return missing > 0
        ? missing + " of 5 topics missing at " + connection.bootstrapServers()
            + ": './counterstream processor --provision-only' creates them; or see --topic-prefix"
        : "all five topics must have the same number of partitions: recreate the others with as"
            + " many as " + connection.topics().commands() + " has";
  }
}

package com.example.counters;

import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;

/** Sends four commands for a new counter. Its argument is the counter's name. */
@SpringBootApplication
public class CounterApplication {
  /** The processor must allow it: its setting reply.topics. */
  static final String REPLIES = "examples-replies";

  public static void main(String[] arguments) {
    System.exit(SpringApplication.exit(SpringApplication.run(CounterApplication.class, arguments)));
  }

  @Bean
  NewTopic replies() {
    return new NewTopic(REPLIES, 1, (short) 1);
  }

  @Bean
  ReplyingKafkaTemplate<String, IncrementCommand, Outcome> template(
      ProducerFactory<String, IncrementCommand> producers,
      ConcurrentKafkaListenerContainerFactory<String, Outcome> listeners) {
    ConcurrentMessageListenerContainer<String, Outcome> replies = listeners.createContainer(REPLIES);
    // Each instance has a group of its own and reads all replies, so those of others are no errors.
    replies.getContainerProperties().setGroupId("replies-" + UUID.randomUUID());
    ReplyingKafkaTemplate<String, IncrementCommand, Outcome> template =
        new ReplyingKafkaTemplate<>(producers, replies);
    template.setSharedReplyTopic(true);
    template.setDefaultReplyTimeout(Duration.ofSeconds(30));
    return template;
  }

  @Bean
  CommandLineRunner sendCommands(CounterCommands commands) {
    return arguments -> {
      String counter =
          arguments.length > 0 ? arguments[0] : "page-views-" + System.currentTimeMillis();
      commands.awaitListening();
      commands.send(counter, 9007199254740993L, "absent"); // creates the counter
      commands.send(counter, 2, 9007199254740993L);
      commands.send(counter, 1, 9007199254740993L); // conflict: it is 9007199254740995
      commands.send(counter, Long.MAX_VALUE, "any"); // rejected: the sum has more than 64 bits
    };
  }
}

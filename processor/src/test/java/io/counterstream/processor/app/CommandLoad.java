package io.counterstream.processor.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.json.CommandCodec;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Random commands for a few counters, from a seed. About half of their expectations hold. */
final class CommandLoad {
  private final String topic;
  private final SplittableRandom random;
  private final long[] guesses;
  private int made;

  CommandLoad(String topic, long seed, int counters) {
    this.topic = topic;
    this.random = new SplittableRandom(seed);
    this.guesses = new long[counters];
  }

  /** Returns the next commands, as records of the topic. */
  List<ProducerRecord<byte[], byte[]>> next(int count) {
    return Stream.generate(this::next).limit(count).toList();
  }

  private ProducerRecord<byte[], byte[]> next() {
    int counter = random.nextInt(guesses.length);
    long delta = random.nextLong(-3, 5);
    CounterCommand command =
        new CounterCommand("c" + made++, "counter-" + counter, delta, expectation(counter, delta));
    byte[] key = command.counter().getBytes(UTF_8);
    return new ProducerRecord<>(topic, key, CommandCodec.encode(command));
  }

  private Expectation expectation(int counter, long delta) {
    switch (random.nextInt(6)) {
      case 0:
        guesses[counter] += delta;
        return Expectation.ANY;
      case 1:
        return Expectation.ABSENT;
      case 2:
        return Expectation.exactly(guesses[counter] + random.nextLong(-1, 2));
      default:
        long guess = guesses[counter];
        guesses[counter] += delta;
        return Expectation.exactly(guess);
    }
  }
}

package io.counterstream.processor.app;

import io.counterstream.core.CommandStatus;
import io.counterstream.core.CounterItem;
import io.counterstream.core.LogSource;
import io.counterstream.core.LoggedCommand;
import io.counterstream.core.Protocol;
import io.counterstream.core.journal.Journal;
import io.counterstream.processor.engine.EngineSettings;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A processor without journal: it decides whatever is delivered, as a naive one would. */
final class ForgetfulProcessorMain {
  private ForgetfulProcessorMain() {}

  /** Takes the arguments of {@link ProcessorMain}. */
  public static void main(String[] arguments) throws InterruptedException {
    Map<String, String> given = new TreeMap<>();
    for (int i = 1; i < arguments.length; i += 2) {
      int equals = arguments[i].indexOf('=');
      given.put(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
    }
    ProcessorSettings settings = ProcessorSettings.of(given);
    EngineSettings sound = settings.engine();
    EngineSettings weak = new EngineSettings(
        sound.limits(),
        sound.requestsInFlightMax(),
        sound.cacheBytesMax(),
        sound.backoff(),
        new Forgetful());
    CounterProcessor.start(settings, weak, Infrastructure.dynamoDb(settings)).awaitStop();
  }

  /** Never looks back. */
  private static final class Forgetful implements Protocol {
    @Override
    public CommandStatus status(
        Optional<CounterItem> item, LogSource source, LoggedCommand command) {
      return CommandStatus.UNDECIDED;
    }

    @Override
    public Journal retained(Journal journal, long committed) {
      return Journal.EMPTY;
    }
  }
}

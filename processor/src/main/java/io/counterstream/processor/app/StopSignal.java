package io.counterstream.processor.app;

import java.util.Optional;
import picocli.CommandLine;

/**
 * SIGTERM or Ctrl-C at any time, also while the processor starts: the process ends with 0, unless
 * it has failed. By itself, the JVM would end with 128 + the signal's number. Thread-safe.
 */
final class StopSignal {
  private boolean installed;
  private Optional<CounterProcessor> processor = Optional.empty();

  /** Whether the program ends by itself; then its own exit code counts. */
  private boolean ended;

  /** Receives signals from now on. A second call does nothing. */
  synchronized void install() {
    if (!installed) {
      installed = true;
      Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "shutdown"));
    }
  }

  /** A signal closes this processor from now on. */
  synchronized void closes(CounterProcessor started) {
    processor = Optional.of(started);
  }

  /** The program ends without a processor, by itself. */
  synchronized void ended() {
    ended = true;
  }

  private void stop() {
    Optional<CounterProcessor> running;
    synchronized (this) {
      if (ended) {
        return;
      }
      running = processor;
    }
    int code = running.isPresent() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    try {
      running.ifPresent(CounterProcessor::close);
      code = ProcessorMain.exitCode(running.flatMap(CounterProcessor::failure));
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }
}

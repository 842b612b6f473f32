package io.counterstream.quickstart;

import io.counterstream.processor.app.CounterProcessor;
import io.counterstream.processor.app.ProcessorSettings;
import io.counterstream.sandbox.Sandbox;
import java.util.Map;

/** A processor with default settings on a sandbox's servers. */
final class LocalProcessor {
  private LocalProcessor() {}

  static CounterProcessor start(Sandbox sandbox) {
    ProcessorSettings settings = ProcessorSettings.of(Map.of(
        "bootstrap.servers", sandbox.bootstrapServers(),
        "table.endpoint", sandbox.tableEndpoint().toString()));
    CounterProcessor.provision(settings);
    return CounterProcessor.start(settings);
  }
}

package io.counterstream.cli;

import io.counterstream.cli.terminal.CliException;
import io.counterstream.dynamodb.DynamoDb;
import io.counterstream.dynamodb.TableEndpoint;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The options that name the table. */
final class TableOptions {
  private static final String NAME_DEFAULT = "counters";
  private static final int REQUESTS_AT_ONCE = 4;

  @Option(
      names = "--table-name",
      paramLabel = "NAME",
      description = "The DynamoDB table. Default: $COUNTERSTREAM_TABLE_NAME, or the command"
          + " config's, or " + NAME_DEFAULT + ".")
  private String name;

  @Option(
      names = "--table-endpoint",
      paramLabel = "URL",
      description = "An endpoint other than the region's own, as http://127.0.0.1:8000."
          + " Default: $COUNTERSTREAM_TABLE_ENDPOINT, or the command config's.")
  private String endpoint;

  @Option(
      names = "--table-region",
      paramLabel = "REGION",
      description = "The AWS region. Default: that of the machine's AWS settings.")
  private String region;

  private SharedOptions shared = new SharedOptions();

  /** Uses the settings and the time-out that a command's other options name. */
  TableOptions with(SharedOptions options) {
    shared = options;
    return this;
  }

  SharedOptions shared() {
    return shared;
  }

  /** Returns the table's name. */
  String name() {
    return name == null
        ? shared.settings().value(Settings.TABLE_NAME, Function.identity()).orElse(NAME_DEFAULT)
        : name;
  }

  /** Returns the endpoint, if it is not the region's own. */
  Optional<URI> endpoint() {
    Optional<String> chosen = endpoint == null
        ? shared.settings().value(Settings.TABLE_ENDPOINT, Function.identity())
        : Optional.of(endpoint);
    chosen.flatMap(TableEndpoint::fault).ifPresent(fault -> {
      throw CliException.usage("the table's endpoint " + fault, null);
    });
    return chosen.map(URI::create);
  }

  /** Returns the table that the options name. */
  DynamoDb.Address address() {
    shared.settings().requireSpelling(Set.of());
    Optional<String> chosen = region == null
        ? shared.settings().value(Settings.TABLE_REGION, Function.identity())
        : Optional.of(region);
    return new DynamoDb.Address(name(), endpoint(), chosen, REQUESTS_AT_ONCE, shared.timeout());
  }
}

package counterstream.cli;

import counterstream.contract.Outcome;

/**
 * An outcome with its record's value as it stands in the topic, fields that we don't know included.
 *
 * @param outcome what became of the command
 * @param json the record's value, one line
 */
public record ReceivedOutcome(Outcome outcome, String json) {}

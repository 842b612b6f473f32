package io.counterstream.core;

/** A command of a log; one that was lost has the same position as another one. */
record RecordedCommand(LogPosition position, String commandId) {
  static RecordedCommand of(SimulatedLog log, LoggedCommand logged) {
    return new RecordedCommand(
        new LogPosition(log.source(), logged.offset()), logged.command().commandId());
  }

  static RecordedCommand of(SimulatedLog log, long offset) {
    return of(log, log.commands().get(log.indexFrom(offset)));
  }

  @Override
  public String toString() {
    return position + " " + commandId;
  }
}

package io.counterstream.processor.repeats;

import io.counterstream.core.WindowSchedule;
import java.util.Optional;

/**
 * How many offsets back a command is compared, in one partition from a takeover on.
 *
 * <p>All owners of a log must compare a command alike, also those that were replaced and go on for
 * a while. One that looks back further would reject as a repeat what the other has put; one that
 * looks back less far could not put a command below those that the other has put. So the window is
 * recorded with the decided offset, whatever the setting is, and changes at an offset that is
 * recorded before any owner has submitted a record there:
 *
 * <ul>
 *   <li>An owner never submits more than {@code uncommittedMax} records above its last commit,
 *       which is not above the first record of its successor. So once an owner has submitted that
 *       many itself, nobody has submitted a record above those.
 *   <li>It then plans the change for the next offset, and submits nothing from there on until a
 *       commit that records the plan has returned.
 *   <li>Where nothing is recorded, all owners take the same window to be in force.
 * </ul>
 *
 * <p>Counts only records that had no outcome at the takeover. Not thread-safe.
 */
final class WindowSize {
  private final int wanted;
  private final int uncommittedMax;
  private WindowSchedule schedule;

  /** Whether a commit has recorded the schedule. */
  private boolean isRecorded = true;

  private long submitted;
  private long processed;
  private long processedAtCommit;

  /**
   * The size at a takeover.
   *
   * @param recorded the schedule that is recorded with the decided offset, if one is
   */
  WindowSize(Optional<WindowSchedule> recorded, RepeatSettings settings) {
    this.schedule = recorded.orElse(WindowSchedule.always(settings.unrecorded()));
    this.wanted = settings.window();
    this.uncommittedMax = settings.uncommittedMax();
  }

  /** The window of the command at an offset that is not submitted yet. */
  int at(long offset) {
    return schedule.at(offset);
  }

  /** The largest window of a command that is not submitted yet. */
  int largest() {
    return Math.max(wanted, Math.max(schedule.window(), schedule.next()));
  }

  /** What to record with a decided offset. */
  WindowSchedule toRecord(long decidedOffset) {
    return schedule.from(decidedOffset);
  }

  /** Whether another record may be submitted before the next commit. */
  boolean hasRoom() {
    return isRecorded && submitted - processedAtCommit < uncommittedMax;
  }

  /** Whether a commit should make room for more records. */
  boolean wantsCommit() {
    return !isRecorded || processed - processedAtCommit >= Math.max(1, uncommittedMax / 2);
  }

  /** A record was submitted. */
  void submitted(long offset) {
    submitted++;
    if (submitted >= uncommittedMax && !schedule.changes() && schedule.window() != wanted) {
      schedule = new WindowSchedule(schedule.window(), wanted, offset + 1);
      isRecorded = false;
    }
  }

  /** A record was processed. */
  void processed() {
    processed++;
  }

  /** A commit of all processed records, those below an offset, has returned. */
  void committed(long offset) {
    processedAtCommit = processed;
    schedule = schedule.from(offset);
    isRecorded = true;
  }
}

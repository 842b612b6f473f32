package io.counterstream.processor.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/**
 * A production class with one text replaced.
 *
 * @param because what is left out or wrong
 * @param file the class's source
 * @param text the text that is replaced
 * @param replacement the text instead
 */
record StreamMutation(String because, String file, String text, String replacement) {
  @Override
  public String toString() {
    return because;
  }

  /**
   * Fails if the simulation does not find it.
   *
   * @param broken the invariant that it must violate
   * @param schedulesMax the number of schedules until then at most
   * @param directory receives the compiled class
   */
  void requireCaught(StreamInvariant broken, long schedulesMax, Path directory) throws Exception {
    MutatedProcessor mutated = MutatedProcessor.replacing(file, text, replacement, directory);
    long schedules = mutated.schedulesUntil(broken, schedulesMax);
    System.out.printf("%,8d schedules until %s: %s%n", schedules, broken, this);
    assertThat(schedules).as("schedules until %s", broken).isLessThanOrEqualTo(schedulesMax);
  }
}

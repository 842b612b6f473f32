package io.counterstream.contract.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which word a misspelt one is probably meant to be. */
class SpellingTest {
  private static final List<String> WORDS =
      List.of("bootstrap.servers", "topic.prefix", "applied", "any", "id");

  @ParameterizedTest
  @CsvSource({
    "a letter is missing,      bootstrap.server,  bootstrap.servers",
    "letters are swapped,      topic.perfix,      topic.prefix",
    "another separator,        bootstrap-servers, bootstrap.servers",
    "case does not count,      APPLIED,           applied",
    "one edit of a short word, ani,               any",
    "two are another word,     axy1,              ",
    "two of three letters,     xx,                ",
    "nothing resembles it,     application.id,    ",
    "nothing is left of it,    x,                 "
  })
  void findsTheNearestOfFewEdits(String because, String given, String nearest) {
    assertThat(Spelling.nearest(given, WORDS).orElse(null)).as(because).isEqualTo(nearest);
  }
}

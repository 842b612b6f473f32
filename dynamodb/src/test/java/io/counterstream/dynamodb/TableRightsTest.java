package io.counterstream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A right on the table that only the first command needs is missed before it. */
class TableRightsTest {
  @Test
  void aRightThatIsMissingIsNamed() {
    assertThat(missing("UpdateItem"))
        .singleElement()
        .asString()
        .startsWith("dynamodb:UpdateItem must be allowed on table counters: User: arn:aws:iam::"
            + "123456789012:user/p is not authorized to perform: dynamodb:UpdateItem on resource:"
            + " arn:aws:dynamodb:eu-central-1:123456789012:table/counters");
    assertThat(missing("GetItem", "UpdateItem"))
        .satisfiesExactly(
            read -> assertThat(read).startsWith("dynamodb:GetItem must be allowed"),
            write -> assertThat(write).startsWith("dynamodb:UpdateItem must be allowed"));
  }

  @Test
  void whoMayReadAndWriteLacksNothing() {
    assertThat(missing()).isEmpty();
  }

  @Test
  void aTableThatThrottlesHasFoundTheRight() {
    assertThat(missing(FakeAws.Refusal.THROTTLED, "GetItem", "UpdateItem")).isEmpty();
  }

  private static List<String> missing(String... refused) {
    return missing(FakeAws.Refusal.FOR_LACK_OF_RIGHTS, refused);
  }

  private static List<String> missing(FakeAws.Refusal refusal, String... refused) {
    try (FakeAws aws = new FakeAws(refusal, refused);
        DynamoDb table = DynamoDb.open(new DynamoDb.Address(
            "counters",
            Optional.of(URI.create(aws.endpoint())),
            Optional.empty(),
            1,
            Duration.ofSeconds(20)))) {
      return table.missingRights();
    }
  }
}

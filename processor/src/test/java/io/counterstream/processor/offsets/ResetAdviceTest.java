package io.counterstream.processor.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.core.DecidedOffset;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** The advice names what was found and commands that can be pasted as they are. */
class ResetAdviceTest {
  private static final TopicPartition PARTITION = new TopicPartition("commands", 3);
  private static final String TOOL = "kafka-consumer-groups.sh --bootstrap-server broker:9092";

  private static final String CREATE_AGAIN =
      "Kafka gives the offsets of lost records to other commands, so no offset of"
          + " this log can be trusted any more. Check the brokers (unclean elections?). Stop every"
          + " sender and every processor of group app, delete the topic (kafka-topics.sh"
          + " --bootstrap-server broker:9092 --delete --topic commands) and create it"
          + " again (counterstream processor --provision-only): the new topic is a new log."
          + " Commands of the old one without an outcome have to be sent again";

  private final ResetAdvice advice = new ResetAdvice("app", "broker:9092");

  @Test
  void aGroupThatWasSetBackIsToBeSetToTheDecidedOffset() {
    assertThat(advice.of(PARTITION, new OffsetCheck.SetBack(40, new DecidedOffset(100))))
        .isEqualTo("commands-3: group app is at offset 40, but the commands below 100 have"
            + " committed outcomes. Were the group's offsets reset? Stop every processor of the"
            + " group and set its offset (" + TOOL + " --group app --topic commands:3"
            + " --reset-offsets --to-offset 100 --execute), or skip these commands with"
            + " on.already.decided=skip");
  }

  @Test
  void namesThatAShellWouldTakeApartAreQuoted() {
    ResetAdvice quoted = new ResetAdvice("it's $(mine)", "a:9092, b:9092");
    assertThat(quoted.of(PARTITION, new OffsetCheck.SetBack(40, new DecidedOffset(100))))
        .contains("kafka-consumer-groups.sh --bootstrap-server 'a:9092, b:9092'"
            + " --group 'it'\\''s $(mine)' --topic commands:3");
  }

  @Test
  void aGroupThatWasSetForwardIsToBeSetToTheFirstUndecidedCommand() {
    assertThat(advice.of(PARTITION, new OffsetCheck.SetForward(150, 100, new DecidedOffset(100))))
        .isEqualTo("commands-3: group app is at offset 150, but the commands from 100 on have no"
            + " outcomes yet. Were the group's offsets set forward? Stop every processor of the"
            + " group and set its offset (" + TOOL + " --group app --topic commands:3"
            + " --reset-offsets --to-offset 100 --execute), or leave these commands without"
            + " outcomes: delete the decided offset (" + TOOL + " --group app.decided --topic"
            + " commands:3 --delete-offsets)");
  }

  @Test
  void recordsThatWereDeletedBelowAGroupThatWasSetForwardAreNamed() {
    assertThat(advice.of(PARTITION, new OffsetCheck.SetForward(150, 100, new DecidedOffset(70))))
        .contains("the commands from 100 on have no outcomes yet, and the records from 70 to 99"
            + " were deleted from the topic before they were decided. Were the group's");
  }

  @Test
  void aTopicThatLostDecidedRecordsIsToBeCreatedAgain() {
    assertThat(advice.of(PARTITION, new OffsetCheck.LogTruncated(new DecidedOffset(100), 80)))
        .isEqualTo(
            "commands-3: the commands below 100 have committed outcomes, but the topic ends at"
                + " offset 80: it has lost records that were decided. " + CREATE_AGAIN);
    assertThat(advice.of(PARTITION, new OffsetCheck.LogDiverged(100, 0)))
        .isEqualTo("commands-3: group app is at offset 100, but Kafka delivers from offset 0 on"
            + " each time: the topic has lost records that were decided, and has grown since. "
            + CREATE_AGAIN);
  }

  @Test
  void aRewrittenLogIsToBeReplaced() {
    assertThat(advice.ofRewrittenLog(PARTITION, "counter a: found another command"))
        .isEqualTo("commands-3: counter a: found another command. " + CREATE_AGAIN);
  }

  @Test
  void anOffsetOfADeletedTopicIsToBeDeletedInBothGroups() {
    assertThat(advice.of(PARTITION, new OffsetCheck.OfDeletedTopic(300, "gone/3")))
        .isEqualTo("commands-3: group app is at offset 300, but this offset belongs to a deleted"
            + " topic (log gone/3). Stop every processor of the group, delete its offset (" + TOOL
            + " --group app --topic commands:3 --delete-offsets) and delete the decided offset ("
            + TOOL + " --group app.decided --topic commands:3 --delete-offsets): the next start"
            + " begins with the first record of the new topic. Not if this topic is a mirror of"
            + " that one: its commands would be decided a second time");
  }

  @Test
  void aTopicThatWasReplacedNeedsOnlyAnotherStart() {
    assertThat(advice.of(PARTITION, new OffsetCheck.TopicReplaced(Uuid.ONE_UUID, new Uuid(7, 7))))
        .isEqualTo("commands-3: the topic was deleted and created again while this processor"
            + " followed it (topic id " + Uuid.ONE_UUID + ", now " + new Uuid(7, 7) + "). Start the"
            + " processor again: it begins with the first record of the new topic");
  }

  @Test
  void anotherClusterIsNamedWithTheServersThatLedToIt() {
    assertThat(advice.of(PARTITION, new OffsetCheck.ClusterReplaced("first", "mirror")))
        .startsWith("commands-3: ")
        .contains(" led to another cluster while this processor ran (cluster id first, now mirror)")
        .endsWith("on a mirror of it, commands may be decided a second time");
  }

  @Test
  void lostRecordsAreNamedWithTheSettingThatGoesOn() {
    assertThat(advice.of(PARTITION, new OffsetCheck.LossRefused(100, 150)))
        .isEqualTo("commands-3: the records from 100 to 149 were removed from the topic before they"
            + " were decided; they have no outcomes. Ask their senders, raise the topic's"
            + " retention, and start once with on.records.lost=continue");
  }

  @Test
  void anOffsetBeyondTheEndIsToBeSetOrDeleted() {
    assertThat(advice.of(PARTITION, new OffsetCheck.BeyondEnd(300, 80)))
        .isEqualTo("commands-3: group app is at offset 300, but the topic ends at offset 80. Was"
            + " the offset set by hand, or has the topic lost records? Stop every processor of the"
            + " group and set its offset (" + TOOL + " --group app --topic commands:3"
            + " --reset-offsets --to-offset 80 --execute), or, to begin with the first record,"
            + " delete its offset (" + TOOL
            + " --group app --topic commands:3 --delete-offsets)");
  }

  @Test
  void withoutADecidedOffsetTheItemIsTheEvidence() {
    assertThat(advice.withoutDecidedOffset(PARTITION, "command at offset 4 was decided before"))
        .isEqualTo("commands-3: command at offset 4 was decided before, but group app is at its"
            + " offset. Were the group's offsets reset? Set them to where they were, or skip such"
            + " commands with on.already.decided=skip");
  }
}

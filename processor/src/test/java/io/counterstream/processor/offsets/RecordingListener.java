package io.counterstream.processor.offsets;

import io.counterstream.processor.progress.ThreadProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Records its events; the decided offsets are always the same. */
final class RecordingListener implements TransactionListener {
  final List<String> events = new ArrayList<>();
  ThreadProgress progress = new ThreadProgress(System::nanoTime);
  private final Map<TopicPartition, OffsetAndMetadata> decided;

  RecordingListener(Map<TopicPartition, OffsetAndMetadata> decided) {
    this.decided = decided;
  }

  @Override
  public ThreadProgress progress() {
    return progress;
  }

  @Override
  public void began() {
    events.add("began");
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> decidedOffsets(
      Map<TopicPartition, OffsetAndMetadata> groupOffsets) {
    return decided;
  }

  @Override
  public void ended() {
    events.add("ended");
  }

  @Override
  public void positionLost(TopicPartition partition) {
    events.add(partition + " lost its position");
  }

  @Override
  public void committed(TopicPartition partition, long offset) {
    events.add(partition + " committed up to " + offset);
  }
}

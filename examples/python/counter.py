#!/usr/bin/env python3
"""Sends four commands for a new counter, and reads each outcome twice: from the result topics,
and as a reply. Usage: counter.py NAME"""

import json
import os
import sys
import time
import uuid

from confluent_kafka import Consumer, KafkaError, KafkaException, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

COMMANDS = "counter-commands"
RESULTS = ["counter-applied", "counter-conflicts", "counter-rejected"]
REPLIES = "examples-replies"

BROKERS = {
    "bootstrap.servers": os.environ.get("COUNTERSTREAM_BOOTSTRAP_SERVERS", "127.0.0.1:9092")
}


def create_topic(name):
    admin = AdminClient(BROKERS)
    try:
        admin.create_topics([NewTopic(name, 1, 1)])[name].result()
    except KafkaException as e:
        if e.args[0].code() != KafkaError.TOPIC_ALREADY_EXISTS:
            raise
    while not admin.list_topics(name, timeout=10).topics[name].partitions:
        time.sleep(0.1)  # brokers learn of a new topic a moment later


class Outcomes:
    """Reads topics from where they end now."""

    def __init__(self, topics):
        self.consumer = Consumer({
            **BROKERS,
            "group.id": "counterstream-example",  # required, but unused: see assign
            "enable.auto.commit": False,
            "isolation.level": "read_committed",
        })
        self.topics = topics
        # assign, not subscribe: a member of a group gets a share of the partitions, and here each
        # process needs all. OFFSET_END would be the end at the first fetch, which may be too late.
        self.consumer.assign([self.end(topic, partition)
                              for topic in topics
                              for partition in self.partitions(topic)])

    def partitions(self, topic):
        found = self.consumer.list_topics(topic, timeout=10).topics[topic]
        if found.error is not None:
            sys.exit(f"There is no topic {topic}: start the processor with --provision. "
                     f"({found.error})")
        return found.partitions

    def end(self, topic, partition):
        _, high = self.consumer.get_watermark_offsets(TopicPartition(topic, partition), timeout=10)
        return TopicPartition(topic, partition, high)

    def of(self, command_id, seconds=30):
        """Waits for the outcome of a command; returns it with its topic."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            message = self.consumer.poll(1)
            if message is None:
                continue
            if message.error():
                raise KafkaException(message.error())
            outcome = json.loads(message.value())  # integers keep all their digits
            if outcome["commandId"] == command_id:
                return message.topic(), outcome
        sys.exit(f"No outcome of {command_id} in {', '.join(self.topics)} within {seconds} s. "
                 f"Is the processor running, with reply.topics={REPLIES}?")


def describe(topic, outcome):
    if outcome["type"] == "applied":
        words = "{previous} -> {value}  (version {version})"
    elif outcome["type"] == "conflict":
        # The command's expectation failed, and nothing changed: decide again on the current value.
        words = "expected {expected}, is {value}  (version {version})"
    else:
        # Sending the same command again is of no use.
        words = "{reason}: {message}"
    return f"{topic:17}  {outcome['type']:8}  " + words.format(**outcome)


def main(counter):
    results = Outcomes(RESULTS)
    create_topic(REPLIES)
    replies = Outcomes([REPLIES])
    producer = Producer({
        **BROKERS,
        "enable.idempotence": True,  # a retry of the producer is no second command
        # Java's. librdkafka's own default is CRC32, which puts a counter into other partitions.
        "partitioner": "murmur2_random",
    })

    def delivered(error, _):
        if error is not None:
            sys.exit(f"not sent: {error}")

    def send(delta, expected):
        command = {"commandId": str(uuid.uuid4()), "counter": counter,
                   "delta": delta, "expected": expected}
        producer.produce(COMMANDS, key=counter, value=json.dumps(command),
                         headers={"kafka_replyTopic": REPLIES}, on_delivery=delivered)
        producer.flush()
        for outcomes in results, replies:
            print(describe(*outcomes.of(command["commandId"])))

    send(9007199254740993, "absent")  # creates the counter
    send(2, 9007199254740993)
    send(1, 9007199254740993)  # conflict: it is 9007199254740995
    send(9223372036854775807, "any")  # rejected: the sum has more than 64 bits


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) > 1 else f"page-views-{time.time_ns()}")
    except KafkaException as e:
        sys.exit(f"Kafka at {BROKERS['bootstrap.servers']}: {e.args[0].str()}")

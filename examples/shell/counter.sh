#!/usr/bin/env bash
# Sends four commands for a new counter, and reads each outcome twice: from the result topics, and
# as a reply. Usage: counter.sh NAME. Needs kcat.
set -euo pipefail

commands=counter-commands
results='counter-applied counter-conflicts counter-rejected'
replies=examples-replies

counter=${1:-page-views-$(date +%s)}
brokers=${COUNTERSTREAM_BOOTSTRAP_SERVERS:-127.0.0.1:9092}
sent=0

# Prints the field of a JSON object as it is written there. (jq before 1.7 rounds integers beyond
# 2^53. Text in a JSON string can't match: its quotes have a backslash before them.)
field() { # NAME JSON
  sed -nE 's/.*"'"$1"'": *("([^"\\]|\\.)*"|-?[0-9]+).*/\1/p' <<<"$2" | sed -E 's/^"(.*)"$/\1/'
}

# Prints the topic and the outcome of a command, which has the timestamp of its command.
outcome() { # COMMAND-ID SINCE-MILLIS TOPIC...
  local id=$1 since=$2 tries topic found
  shift 2
  for tries in {1..60}; do
    for topic in "$@"; do
      # -e: until the end. Without read_committed, outcomes of aborted transactions appear as well.
      found=$(kcat -C -q -e -b "$brokers" -t "$topic" -o "s@$since" -f '%s\n' \
        -X isolation.level=read_committed -X fetch.wait.max.ms=10 | grep -F "\"$id\"" || true)
      [ -z "$found" ] || { describe "$topic" "$found"; return; }
    done
    sleep 0.5
  done
  echo "No outcome of $id in $* within $tries tries. Is the processor running, with reply.topics=$replies?" >&2
  exit 1
}

describe() { # TOPIC OUTCOME
  local type words
  type=$(field type "$2")
  case $type in
    applied) words="$(field previous "$2") -> $(field value "$2")  (version $(field version "$2"))" ;;
    # The command's expectation failed, and nothing changed: decide again on the current value.
    conflict) words="expected $(field expected "$2"), is $(field value "$2")  (version $(field version "$2"))" ;;
    # Sending the same command again is of no use.
    rejected) words="$(field reason "$2"): $(field message "$2")" ;;
  esac
  printf '%-17s  %-8s  %s\n' "$1" "$type" "$words"
}

send() { # DELTA EXPECTED
  local id since
  sent=$((sent + 1))
  id=$counter-$$-$sent
  since=$(date +%s)000
  # The key is before the tab. The partitioner is Java's: librdkafka's own default puts a counter
  # into other partitions.
  printf '%s\t{"commandId":"%s","counter":"%s","delta":%s,"expected":%s}\n' \
    "$counter" "$id" "$counter" "$1" "$2" |
    kcat -P -b "$brokers" -t "$commands" -K '\t' -H "kafka_replyTopic=$replies" \
      -X partitioner=murmur2_random -X enable.idempotence=true
  outcome "$id" "$since" $results
  outcome "$id" "$since" "$replies"
}

requires() { # TOPIC CURE
  [[ $metadata == *"topic \"$1\" with "* ]] || { echo "There is no topic $1: $2" >&2; exit 1; }
}

metadata=$(kcat -L -b "$brokers")
for topic in $commands $results; do
  requires "$topic" 'start the processor with --provision.'
done
# kcat creates no topics; the other examples create this one if it is missing.
requires "$replies" "run another example, or kafka-topics.sh --bootstrap-server $brokers --create --topic $replies"

send 9007199254740993 '"absent"' # creates the counter
send 2 9007199254740993
send 1 9007199254740993 # conflict: it is 9007199254740995
send 9223372036854775807 '"any"' # rejected: the sum has more than 64 bits

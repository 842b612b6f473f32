// Sends four commands for a new counter, and reads each outcome twice: from the result topics, and
// as a reply. Usage: node counter.js NAME
import { randomUUID } from 'node:crypto'
import { Kafka, Partitioners, logLevel } from 'kafkajs'
import { parse, parseNumberAndBigInt, stringify } from 'lossless-json'

const COMMANDS = 'counter-commands'
const RESULTS = ['counter-applied', 'counter-conflicts', 'counter-rejected']
const REPLIES = 'examples-replies'
const HINT = `Is the processor running, with reply.topics=${REPLIES}?`

const counter = process.argv[2] ?? `page-views-${Date.now()}`
const brokers = process.env.COUNTERSTREAM_BOOTSTRAP_SERVERS ?? '127.0.0.1:9092'
const kafka = new Kafka({
  clientId: 'counterstream-example',
  brokers: brokers.split(','),
  logLevel: logLevel.ERROR
})

// JSON.parse reads 9007199254740993 as …992. Here an integer becomes a BigInt, with all its digits.
const fromJson = (text) => parse(text, undefined, parseNumberAndBigInt)
// JSON.stringify throws on a BigInt.
const toJson = (value) => stringify(value)

/** Reads topics from where they end now, and returns the function that waits for a command's outcome. */
async function follow(admin, topics) {
  const waiting = new Map()
  const ends = []
  for (const topic of topics) {
    for (const { partition, high } of await admin.fetchTopicOffsets(topic)) {
      ends.push({ topic, partition, offset: high })
    }
  }
  // The group is this process's own: in a shared one, another member would read our outcomes.
  // kafkajs reads committed outcomes only, unless it is told otherwise.
  const consumer = kafka.consumer({ groupId: `${counter}-${randomUUID()}`, maxWaitTimeInMs: 100 })
  await consumer.connect()
  await consumer.subscribe({ topics })
  await consumer.run({
    autoCommit: false, // a new process starts at the new end
    eachMessage: async ({ topic, message }) => {
      const outcome = fromJson(message.value.toString())
      waiting.get(outcome.commandId)?.({ topic, outcome })
    }
  })
  // Without this, "from the end" means the end at the first fetch, which may be after our outcome.
  ends.forEach((end) => consumer.seek(end))

  const outcomeOf = (commandId) =>
    new Promise((resolve, reject) => {
      waiting.set(commandId, resolve)
      const late = `No outcome of ${commandId} in ${topics} within 30 s. ${HINT}`
      setTimeout(() => reject(new Error(late)), 30_000).unref()
    }).finally(() => waiting.delete(commandId))
  return { outcomeOf, disconnect: () => consumer.disconnect() }
}

function describe({ topic, outcome }) {
  const { type, previous, value, version, expected, reason, message } = outcome
  const words = {
    applied: () => `${previous} -> ${value}  (version ${version})`,
    // The command's expectation failed, and nothing changed: decide again on the current value.
    conflict: () => `expected ${expected}, is ${value}  (version ${version})`,
    // Sending the same command again is of no use.
    rejected: () => `${reason}: ${message}`
  }
  return `${topic.padEnd(17)}  ${type.padEnd(8)}  ${words[type]()}`
}

const admin = kafka.admin()
await admin.connect().catch(({ message }) => {
  console.error(`Can't connect to Kafka at ${brokers}: ${message}`)
  process.exit(1)
})
const existing = await admin.listTopics()
const missing = [COMMANDS, ...RESULTS].filter((topic) => !existing.includes(topic))
if (missing.length > 0) {
  console.error(`There is no topic ${missing.join(', ')}: start the processor with --provision.`)
  process.exit(1)
}
if (!existing.includes(REPLIES)) {
  await admin.createTopics({ topics: [{ topic: REPLIES, numPartitions: 1 }] })
}
const results = await follow(admin, RESULTS)
const replies = await follow(admin, [REPLIES])

// The default partitioner of kafkajs 2 is Java's; to name it turns a warning off. Version 1 needs
// Partitioners.JavaCompatiblePartitioner.
const producer = kafka.producer({
  idempotent: true, // a retry of the producer is no second command
  createPartitioner: Partitioners.DefaultPartitioner
})
await producer.connect()

async function send(delta, expected) {
  const commandId = randomUUID()
  const [, ...outcomes] = await Promise.all([
    producer.send({
      topic: COMMANDS,
      acks: -1,
      messages: [
        {
          key: counter,
          value: toJson({ commandId, counter, delta, expected }),
          headers: { kafka_replyTopic: REPLIES }
        }
      ]
    }),
    results.outcomeOf(commandId), // waits before the command is on its way
    replies.outcomeOf(commandId)
  ])
  for (const outcome of outcomes) {
    console.log(describe(outcome))
  }
}

try {
  await send(9007199254740993n, 'absent') // creates the counter
  await send(2n, 9007199254740993n)
  await send(1n, 9007199254740993n) // conflict: it is 9007199254740995
  await send(9223372036854775807n, 'any') // rejected: the sum has more than 64 bits
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
} finally {
  await Promise.all([producer, admin, results, replies].map((it) => it.disconnect()))
}

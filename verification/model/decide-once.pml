/*
 * The decide-once protocol of docs/protocol.md, small enough to be explored completely.
 * README.md says what is modelled, what is left out, and why that loses nothing.
 *
 * One counter, one log of three commands. Offset n means "the first n commands". Each action of a
 * processor, of Kafka or of the table is one atomic step; `init` chooses the next one.
 */

/* ---- Bounds ---- */

#define COMMANDS 3
#ifndef LIVES
#define LIVES 3      /* processors that ever start: by a takeover, or after a crash */
#endif
#ifndef TIMEOUTS
#define TIMEOUTS 1   /* requests that are sent again while the first one may be under way or done */
#endif
#ifndef EVICTIONS
#define EVICTIONS 1  /* evictions of the counter: all that the processor knows of it is committed */
#endif
#ifndef EDITS
#define EDITS 1      /* changes of the value from outside */
#endif
#ifndef RESETS
#define RESETS 1     /* resets of the group's offset to the past */
#endif

/* Mutations: one judgement left out or weakened. Each must be found. */
#define NO_JOURNAL 1                        /* a redelivered command is decided again */
#define JOURNAL_OF_THE_BATCH 2              /* a put drops what earlier puts recorded */
#define PRUNED_BEFORE_COMMIT 3              /* a started commit counts as done */
#define PRUNED_ONE_TOO_FAR 4                /* the first uncommitted command is pruned too */
#define NO_CONDITION 5                      /* puts overwrite any item */
#define CONDITION_ON_VALUE 6                /* puts compare the value alone */
#define CONDITION_ON_STATE 7                /* puts compare value and version, not the offset */
#define CONDITION_ON_OFFSET 8               /* puts compare the offset alone */
#define CONFLICT_WITHOUT_PUT 9              /* conflicts are emitted without being recorded */
#define REFUSED_IS_CONFLICT 10              /* a refused put is taken for a conflict */
#define REFUSED_IS_REPEATED 11              /* a refused put is sent again unchanged */
#define TIMEOUT_IS_CONFLICT 12              /* a put without a response is taken for a conflict */
#define TIMEOUT_IS_ACCEPTED 13              /* a put without a response is taken for accepted */
#define ZOMBIE_MAY_COMMIT 14                /* Kafka does not fence */
#define DECIDED_OFFSET_IGNORED 15           /* a reset redelivers what is below it */
#define DECIDED_OFFSET_BEFORE_COMMIT 16     /* it is written before the transaction */
#define DECIDED_OFFSET_AFTER_COMMIT 17      /* it is written after the transaction */
#define DECIDED_OFFSET_FALLS 18             /* it follows the group's offset down */
#define DECIDED_OFFSET_READ_EARLY 19        /* it is read before the group's offset */
#define BLIND_UPDATE_WITHOUT_VALUE 20       /* blind updates don't compare the value */
#define BLIND_UPDATE_WITHOUT_OFFSET 21      /* blind updates don't compare the offset */
#define BLIND_UPDATE_WITHOUT_JOURNAL 22     /* they move the offset, but record no command */
#define BLIND_UPDATE_WITHOUT_VERSION 23     /* they don't record the version before */
#define BLIND_UPDATE_REFUSED_IS_CONFLICT 24 /* a refused blind update is taken for a conflict */
#define BLIND_UPDATE_TIMEOUT_IS_DONE 25     /* one without a response is taken for done */
#define EVICTED_BEFORE_COMMIT 26            /* a counter is evicted before all of it is committed */
#define UNUSABLE_WITHOUT_PUT 27             /* its rejections are emitted without being recorded */
#define UNUSABLE_WITHOUT_ENTRY 28           /* they move the offset, but the journal lacks them */
#define UNUSABLE_WITHOUT_VALUE 29           /* the put that records them compares only the offset */
#define CHECK_NOT_REMEMBERED 30             /* the next put lacks a check that was decided without one */
#define EVICTED_WITH_A_CHECK 31             /* a counter is evicted before a check is committed */
#ifndef MUTATION
#define MUTATION 0
#endif

/* Situations that an exploration must meet: otherwise the model shows nothing about them. */
#define ZOMBIE_PUT_ACCEPTED 1
#define ZOMBIE_PUT_REFUSED 2
#define ZOMBIE_STALE 3           /* rule 5 */
#define LATE_PUT_ACCEPTED 4      /* its sender crashed or sent it again */
#define LATE_PUT_AFTER_TAKEOVER 5
#define REPLAY_AFTER_CRASH 6     /* the journal has what a former owner decided */
#define REFUSED_BY_OWN_PUT 7     /* the response was lost, the retry is refused */
#define REFUSED_BY_EDIT 8
#define CONFLICT_BY_EDIT 9       /* without the edit, the command would have been applied */
#define COMMIT_INSIDE_BATCH 10
#define COMMIT_ANSWER_LOST 11    /* the owner crashed before the commit returned */
#define JOURNAL_PRUNED 12
#define RESET_SKIPS 13           /* an owner starts below the decided offset */
#define RESET_WITH_JOURNAL 14    /* and the journal still has a command below it */
#define COMMIT_BELOW_DECIDED_OFFSET 15
#define BLIND_UPDATE_ACCEPTED 16
#define BLIND_UPDATE_REFUSED_BY_VALUE 17
#define BLIND_UPDATE_REFUSED_BY_OWN 18
#define BLIND_UPDATE_DROPS_ENTRIES 19   /* of committed commands, from the journal */
#define BLIND_UPDATE_AFTER_EVICTION 20  /* by a processor that knew the counter earlier */
#define LATE_BLIND_UPDATE_ACCEPTED 21
#define LATE_BLIND_UPDATE_AFTER_TAKEOVER 22
#define ZOMBIE_BLIND_UPDATE_ACCEPTED 23
#define UNUSABLE_COMMITTED 24           /* a rejection, because the item was unusable */
#define UNUSABLE_PUT_REFUSED_BY_CURE 25
#define UNUSABLE_REPLAY_AFTER_CURE 26   /* the journal has the rejection, the item is usable */
#define APPLIED_AFTER_CURE 27           /* and an earlier command was rejected */
#define CHECK_WITHOUT_PUT 28            /* it is committed, and no item has recorded it */
#define CHECK_REMEMBERED 29             /* the next put records it */
#define COMPLETED 30
#ifndef COVER
#define COVER 0
#endif
#ifdef SITUATIONS    /* their number: all are looked for at once, until the last one is met */
c_decl {
  char is_met[SITUATIONS + 1];
  int met_in_all;
}
#define met(situation) c_code { \
  if (!is_met[situation]) { \
    is_met[situation] = 1; \
    printf("met %d at depth %ld\n", situation, depth); \
    if (++met_in_all == SITUATIONS) exit(0); \
  } \
}
#else
#define met(situation) assert(COVER != situation)
#endif

/* ---- Commands and outcomes ---- */

/* A counter's state in a byte: its value in the low bits, its version above. Never 0. */
#define VALUE(s) ((s) & 15)
#define VERSION(s) ((s) >> 4)
#define NEW_VERSION 16
#define START (NEW_VERSION + 4)

/* The value of an unusable item, for example a text. */
#define UNUSABLE 15
#define IS_UNUSABLE(s) (VALUE(s) == UNUSABLE)

/*
 * An outcome: the state that the command was decided against, and whether it was applied. If it
 * was not, it is a rejection if the state is unusable, and otherwise a conflict.
 */
#define NONE 0
#define CONFLICT(s) (s)
#define APPLIED(s) (128 + (s))
#define IS_APPLIED(outcome) ((outcome) >= 128)
#define SETTLED 255  /* the outcome equals its record; neither is needed any more */

/* Commands, by what they expect. */
#define ANY 0        /* delta +1 */
#define FOUR 4       /* delta 0: a check, which changes nothing */
#define FIVE 5       /* delta -1 */
byte command[COMMANDS];
#define HOLDS(n, s) (!IS_UNUSABLE(s) && (command[n] == ANY || command[n] == VALUE(s)))
#define IS_CHECK(n) (command[n] == FOUR)
#define DELTA(n) (command[n] == ANY -> 1 : (command[n] == FIVE -> -1 : 0))
#define DECIDE(n, s) (HOLDS(n, s) -> APPLIED(s) : CONFLICT(s))
#define AFTER(n, s) (HOLDS(n, s) && DELTA(n) != 0 -> (s) + NEW_VERSION + DELTA(n) : (s))

/* ---- The world ---- */

/* The item. The journal has what each command from `low` up to `offset` was decided against. */
typedef Item {
  byte state;
  byte offset;
  byte low;
  byte before[COMMANDS]
};
Item table;

typedef Processor {
  bool alive;
  bool known;        /* it has read the table */
  byte begin;        /* the first command that it may decide */
  byte next;         /* the first command whose outcome it lacks */
  byte sent;         /* what it committed */
  byte committed;    /* what it knows to be committed */
  byte outcome[COMMANDS]
};
#define OWNER 0
#define ZOMBIE 1     /* the former owner; it does not know that yet */
Processor proc[2];
mtype = { owner, zombie };
#define NAME(p) (p == OWNER -> owner : zombie)

/*
 * Puts and blind updates in flight: put[OWNER], put[ZOMBIE], and two late ones, which were sent
 * again or whose sender crashed. While a processor has no request in flight, its `item` is the
 * item that it knows.
 */
typedef Put {
  byte ifState;      /* the condition; NONE if no request is in flight */
  byte ifOffset;
  byte first;        /* the first command that it decides */
  Item item
};
Put put[4];
#define PUTTING(n) (put[n].ifState != NONE)

/* A blind update has a condition without a version, and no item until the table does it. */
#define BLIND FIVE
#define IS_BLIND(n) (put[n].ifState == BLIND)

/* Kafka: what transactions committed. */
byte group;               /* the group's offset */
byte decidedOffset;       /* committed with the group offset, never reset */
byte results[COMMANDS];   /* the outcomes */

/* What happened, for the properties only. */
byte recorded[COMMANDS];  /* the outcome that the table recorded */
byte promised;            /* the value that edits and committed outcomes lead to */

byte lives;
byte timeouts;
byte evictions;
byte edits;
byte resets;
#if MUTATION == DECIDED_OFFSET_READ_EARLY
byte decidedOffsetRead;
#endif

byte i, s;           /* scratch, 0 between steps */
bool done;
int before;

#define COPY(to, from) \
  to.state = from.state; \
  to.offset = from.offset; \
  to.low = from.low; \
  to.before[0] = from.before[0]; \
  to.before[1] = from.before[1]; \
  to.before[2] = from.before[2]

#define CLEAR(it) \
  it.state = 0; \
  it.offset = 0; \
  it.low = 0; \
  it.before[0] = 0; \
  it.before[1] = 0; \
  it.before[2] = 0

inline answered(n) {
  put[n].ifState = NONE;
  put[n].ifOffset = 0;
  put[n].first = 0
}

inline forget(n) {
  answered(n);
  CLEAR(put[n].item)
}

inline die(p) {
  proc[p].alive = false;
  proc[p].known = false;
  proc[p].begin = 0;
  proc[p].next = 0;
  proc[p].sent = 0;
  proc[p].committed = 0;
  proc[p].outcome[0] = NONE;
  proc[p].outcome[1] = NONE;
  proc[p].outcome[2] = NONE;
  forget(p)
}

/* ---- Situations that requests meet ---- */

inline met_refused(p) {
  if
  :: p == ZOMBIE && !IS_BLIND(p) -> met(ZOMBIE_PUT_REFUSED)
  :: p == OWNER && !IS_BLIND(p) && table.offset == put[p].ifOffset ->
    if
    :: IS_UNUSABLE(put[p].ifState) -> met(UNUSABLE_PUT_REFUSED_BY_CURE)
    :: else -> met(REFUSED_BY_EDIT)
    fi
  :: p == OWNER && !IS_BLIND(p) && table.offset > put[p].ifOffset && lives == 1 ->
    met(REFUSED_BY_OWN_PUT)
  :: p == OWNER && IS_BLIND(p) && table.offset == put[p].first -> met(BLIND_UPDATE_REFUSED_BY_VALUE)
  :: p == OWNER && IS_BLIND(p) && table.offset > put[p].first && lives == 1 ->
    met(BLIND_UPDATE_REFUSED_BY_OWN)
  :: else
  fi
}

inline met_accepted(n) {
  if
  :: n == ZOMBIE && !IS_BLIND(n) -> met(ZOMBIE_PUT_ACCEPTED)
  :: n == ZOMBIE && IS_BLIND(n) -> met(ZOMBIE_BLIND_UPDATE_ACCEPTED)
  :: n == OWNER && IS_BLIND(n) && lives == 1 && put[n].first > 0 -> met(BLIND_UPDATE_AFTER_EVICTION)
  :: n == OWNER && IS_BLIND(n) && (lives > 1 || put[n].first == 0) -> met(BLIND_UPDATE_ACCEPTED)
  :: n > ZOMBIE && !IS_BLIND(n) -> met(LATE_PUT_ACCEPTED)
  :: n > ZOMBIE && IS_BLIND(n) -> met(LATE_BLIND_UPDATE_ACCEPTED)
  :: else
  fi;
  if
  :: n > ZOMBIE && !IS_BLIND(n) && lives > 1 && proc[OWNER].known && !PUTTING(OWNER) ->
    met(LATE_PUT_AFTER_TAKEOVER)
  :: n > ZOMBIE && IS_BLIND(n) && lives > 1 && proc[OWNER].known && !PUTTING(OWNER) ->
    met(LATE_BLIND_UPDATE_AFTER_TAKEOVER)
  :: else
  fi;
  if
  :: IS_BLIND(n) && table.low < put[n].first -> met(BLIND_UPDATE_DROPS_ENTRIES)
  :: !IS_BLIND(n) && put[n].item.low > table.low -> met(JOURNAL_PRUNED)
  :: else
  fi
}

/* ---- Fewer states: clears what no longer matters. -DPLAIN leaves this out. ---- */

#ifdef PLAIN
#define REDUCED false
#else
#define REDUCED true
#endif

/*
 * Offsets only rise, so a condition on a former offset can no longer hold. This is true of a blind
 * update too: no processor starts above the table's offset. The exceptions are mutations that do
 * not compare the offset or that misread a refusal.
 */
#define OUTDATED(knownAt) (REDUCED && knownAt < table.offset && MUTATION != NO_CONDITION \
  && MUTATION != CONDITION_ON_VALUE && MUTATION != CONDITION_ON_STATE \
  && MUTATION != BLIND_UPDATE_WITHOUT_OFFSET && MUTATION != TIMEOUT_IS_ACCEPTED \
  && MUTATION != REFUSED_IS_CONFLICT && MUTATION != BLIND_UPDATE_REFUSED_IS_CONFLICT)

/* A late put that cannot be accepted does nothing. */
inline forget_outdated(n) {
  if
  :: PUTTING(n) && OUTDATED(put[n].ifOffset) -> forget(n)
  :: else
  fi
}

/* The order of two late puts does not matter. */
#define LATE_KEY(n) (put[n].ifState * 16 + put[n].item.offset * 4 + put[n].item.low)
#define SWAP(field) i = put[2].field; put[2].field = put[3].field; put[3].field = i
inline sort_late() {
  if
  :: REDUCED && LATE_KEY(3) > LATE_KEY(2) ->
    SWAP(ifState);
    SWAP(ifOffset);
    SWAP(first);
    SWAP(item.state);
    SWAP(item.offset);
    SWAP(item.low);
    SWAP(item.before[0]);
    SWAP(item.before[1]);
    SWAP(item.before[2]);
    i = 0
  :: else
  fi
}

/*
 * A processor that knows a former item has its next request refused and receives the item: the
 * same as if it had evicted the counter and read the item.
 */
#define KNOWN_AT(p) (PUTTING(p) -> put[p].ifOffset : put[p].item.offset)
inline forget_known(p) {
  if
  :: (PUTTING(p) || proc[p].known && proc[p].next < COMMANDS) && OUTDATED(KNOWN_AT(p)) ->
    if
    :: PUTTING(p) -> met_refused(p)
    :: else
    fi;
    forget(p);
    proc[p].known = false
  :: else
  fi
}

/* An eviction matters only before a blind update. */
#define BLIND_UPDATE_FROM(n) \
  (n <= 0 && command[0] == FIVE || n <= 1 && command[1] == FIVE || n <= 2 && command[2] == FIVE)
inline stop_evictions() {
  if
  :: REDUCED && !BLIND_UPDATE_FROM(table.offset) -> evictions = EVICTIONS
  :: else
  fi
}

/* Once all commands are decided, no put is accepted, and edits and time-outs change nothing. */
inline table_changed() {
  forget_outdated(2);
  forget_outdated(3);
  sort_late();
  forget_known(OWNER);
  forget_known(ZOMBIE);
  if
  :: OUTDATED(0) && table.offset == COMMANDS ->
    edits = EDITS;
    timeouts = TIMEOUTS
  :: else
  fi;
  stop_evictions()
}

/* A processor with all outcomes no longer needs the item; a zombie has nothing left to do. */
inline rest(p) {
  if
  :: REDUCED && proc[p].next == COMMANDS && p == OWNER -> forget(p)
  :: REDUCED && proc[p].next == COMMANDS && p == ZOMBIE && MUTATION != ZOMBIE_MAY_COMMIT -> die(p)
  :: else
  fi
}

/* An owner's start matters until it commits: the group is not reset while the owner lives. */
#define BEGIN_FROM(n) (REDUCED && n <= group && MUTATION != ZOMBIE_MAY_COMMIT -> 0 : n)

/* Of two equal late puts, at most one is accepted. */
#define SAME_LATE \
  (PUTTING(2) && put[2].ifState == put[3].ifState && put[2].ifOffset == put[3].ifOffset \
    && put[2].first == put[3].first && put[2].item.offset == put[3].item.offset \
    && put[2].item.low == put[3].item.low && put[2].item.before[0] == put[3].item.before[0] \
    && put[2].item.before[1] == put[3].item.before[1])

/* ---- The table ---- */

#define BLIND_UPDATE_MATCHES(n) \
  ((VALUE(table.state) == FIVE || MUTATION == BLIND_UPDATE_WITHOUT_VALUE) \
    && (table.offset <= put[n].first || MUTATION == BLIND_UPDATE_WITHOUT_OFFSET))
#if MUTATION == NO_CONDITION
#define PUT_MATCHES(n) true
#elif MUTATION == CONDITION_ON_VALUE
#define PUT_MATCHES(n) (VALUE(put[n].ifState) == VALUE(table.state))
#elif MUTATION == CONDITION_ON_STATE
#define PUT_MATCHES(n) (put[n].ifState == table.state)
#elif MUTATION == CONDITION_ON_OFFSET
#define PUT_MATCHES(n) (put[n].ifOffset == table.offset)
#elif MUTATION == UNUSABLE_WITHOUT_VALUE
#define PUT_MATCHES(n) ((put[n].ifState == table.state || IS_UNUSABLE(put[n].ifState)) \
  && put[n].ifOffset == table.offset)
#else
#define PUT_MATCHES(n) (put[n].ifState == table.state && put[n].ifOffset == table.offset)
#endif
#define MATCHES(n) (IS_BLIND(n) -> BLIND_UPDATE_MATCHES(n) : PUT_MATCHES(n))

inline settle(n) {
  if
  :: recorded[n] != NONE && results[n] != NONE ->
    assert(recorded[n] == results[n]); /* the outcome is what the table did */
    recorded[n] = SETTLED;
    results[n] = SETTLED
  :: else
  fi
}

/* A blind update takes the version from the item and drops the item's journal. */
inline fill_in(n) {
  i = put[n].first;
  put[n].item.before[i] = BLIND + VERSION(table.state) * NEW_VERSION;
  put[n].item.state = AFTER(i, put[n].item.before[i]);
  put[n].item.low = i;
  put[n].item.offset = i + 1
}

inline accept(n) {
  met_accepted(n);
  if
  :: !IS_BLIND(n) && put[n].first > table.offset && put[n].item.before[table.offset] != 0 ->
    met(CHECK_REMEMBERED)
  :: else
  fi;
  if
  :: IS_BLIND(n) -> fill_in(n)
  :: else
  fi;
  s = table.state;
  i = put[n].first;
  do
  :: i < put[n].item.offset ->
    assert(recorded[i] == NONE); /* no command is recorded twice */
    assert(put[n].item.before[i] == s); /* a write starts from the state that the counter has */
    recorded[i] = (IS_CHECK(i) -> NONE : DECIDE(i, s)); /* a check has no effect to compare */
    s = AFTER(i, s);
    settle(i);
    i++
  :: else -> break
  od;
  assert(put[n].item.state == s); /* a write leaves the state that its commands lead to */
  COPY(table, put[n].item);
  if
  :: IS_BLIND(n) && MUTATION == BLIND_UPDATE_WITHOUT_JOURNAL ->
    table.before[table.low] = 0;
    table.low = table.offset
  :: IS_BLIND(n) && MUTATION == BLIND_UPDATE_WITHOUT_VERSION -> table.before[table.low] = BLIND
  :: IS_UNUSABLE(s) && MUTATION == UNUSABLE_WITHOUT_ENTRY ->
    table.before[put[n].first] = 0
  :: else
  fi;
  printf("  accepted: %d/%d @%d\n", VALUE(s), VERSION(s), table.offset);
  i = 0;
  s = 0
}

/* A late request arrives. A refused one has no effect, so it is no step. */
#define CAN_ARRIVE(n) (PUTTING(n) && MATCHES(n))
inline arrive(n) {
  if
  :: IS_BLIND(n) -> printf("a late blind update arrives\n")
  :: else -> printf("a late put arrives\n")
  fi;
  accept(n);
  forget(n);
  table_changed()
}

/* Nobody waits any more for this processor's request, but it may still arrive. */
inline leave_behind(p) {
  i = (PUTTING(2) -> 3 : 2);
  if
  :: !PUTTING(i) ->
    put[i].ifState = put[p].ifState;
    put[i].ifOffset = put[p].ifOffset;
    put[i].first = put[p].first;
    COPY(put[i].item, put[p].item);
    if
    :: i == 3 && REDUCED && SAME_LATE -> forget(3)
    :: else -> forget_outdated(i)
    fi;
    sort_late()
  :: else
  fi;
  i = 0
}

/* ---- A processor ---- */

/* A zombie's outcomes can no longer be committed, so they do not matter. */
#define KEEPS_OUTCOMES(p) (p == OWNER || MUTATION == ZOMBIE_MAY_COMMIT)

inline become_zombie() {
  proc[ZOMBIE].alive = true;
  proc[ZOMBIE].known = proc[OWNER].known;
  proc[ZOMBIE].begin = (KEEPS_OUTCOMES(ZOMBIE) -> proc[OWNER].begin : 0);
  proc[ZOMBIE].next = proc[OWNER].next;
  proc[ZOMBIE].sent = proc[OWNER].sent;
  proc[ZOMBIE].committed = proc[OWNER].committed;
  proc[ZOMBIE].outcome[0] = (KEEPS_OUTCOMES(ZOMBIE) -> proc[OWNER].outcome[0] : NONE);
  proc[ZOMBIE].outcome[1] = (KEEPS_OUTCOMES(ZOMBIE) -> proc[OWNER].outcome[1] : NONE);
  proc[ZOMBIE].outcome[2] = (KEEPS_OUTCOMES(ZOMBIE) -> proc[OWNER].outcome[2] : NONE);
  put[ZOMBIE].ifState = put[OWNER].ifState;
  put[ZOMBIE].ifOffset = put[OWNER].ifOffset;
  put[ZOMBIE].first = put[OWNER].first;
  COPY(put[ZOMBIE].item, put[OWNER].item);
  die(OWNER);
  rest(ZOMBIE)
}

#if MUTATION == DECIDED_OFFSET_IGNORED
#define DECIDED_OFFSET_READ group
#elif MUTATION == DECIDED_OFFSET_READ_EARLY
#define DECIDED_OFFSET_READ decidedOffsetRead
#else
#define DECIDED_OFFSET_READ decidedOffset
#endif

/* A takeover or a start after a crash: at the group's offset, not below the decided offset. */
#define CAN_START (lives < LIVES && !(proc[OWNER].alive && proc[ZOMBIE].alive))
inline start() {
  lives++;
  resets = (REDUCED && lives == LIVES -> RESETS : resets);
  if
  :: proc[OWNER].alive ->
    printf("the owner is a zombie from now on\n");
    become_zombie()
  :: else
  fi;
  i = group;
  if
  :: DECIDED_OFFSET_READ > group ->
    met(RESET_SKIPS);
    i = DECIDED_OFFSET_READ;
    if
    :: table.offset >= i && table.low < i -> met(RESET_WITH_JOURNAL)
    :: else
    fi
  :: else
  fi;
  printf("an owner starts: group at %d, decided offset %d\n", group, DECIDED_OFFSET_READ);
  proc[OWNER].alive = true;
  proc[OWNER].begin = BEGIN_FROM(i);
  proc[OWNER].next = i;
  proc[OWNER].sent = i;
  proc[OWNER].committed = i;
  i = 0
}

/*
 * Also an aborted transaction: the task starts again. The last processor does not crash. A
 * zombie's crash matters only if it makes room for the next zombie.
 */
#define CAN_CRASH(p) (proc[p].alive && lives < LIVES && (p == OWNER || proc[OWNER].alive))
inline crash(p) {
  printf("%e crashes\n", NAME(p));
  if
  :: p == OWNER && proc[p].sent > proc[p].committed -> met(COMMIT_ANSWER_LOST)
  :: else
  fi;
  if
  :: PUTTING(p) -> leave_behind(p)
  :: else
  fi;
  die(p)
}

/* Rule 3: adopts the table's item and looks up the waiting commands in its journal. */
#define DECIDED(p) (proc[p].next < put[p].item.offset && MUTATION != NO_JOURNAL)
#define IN_JOURNAL(p) (proc[p].next >= put[p].item.low && put[p].item.before[proc[p].next] != 0)
inline adopt(p) {
  proc[p].known = true;
  put[p].item.state = table.state;
  put[p].item.offset = table.offset;
  put[p].item.low = table.low;
  i = 0;
  do
  :: i < COMMANDS ->
    if /* what it decided without a put stays in memory */
    :: i < table.offset || i >= proc[p].next -> put[p].item.before[i] = table.before[i]
    :: else
    fi;
    i++
  :: else -> break
  od;
  i = 0;
  printf("%e sees %d/%d @%d\n", NAME(p), VALUE(table.state), VERSION(table.state), table.offset);
  if
  :: MUTATION == BLIND_UPDATE_WITHOUT_VERSION && table.low < table.offset &&
      table.before[table.low] == BLIND -> /* without edits: one below the current one */
    put[p].item.before[table.low] = BLIND + (VERSION(table.state) - 1) * NEW_VERSION
  :: else
  fi;
  do
  :: DECIDED(p) && IN_JOURNAL(p) ->
    i = proc[p].next;
    printf("%e finds %d in the journal\n", NAME(p), i);
    if
    :: IS_UNUSABLE(put[p].item.before[i]) && !IS_UNUSABLE(table.state) ->
      met(UNUSABLE_REPLAY_AFTER_CURE)
    :: else
    fi;
    proc[p].outcome[i] = (KEEPS_OUTCOMES(p) -> DECIDE(i, put[p].item.before[i]) : NONE);
    proc[p].next++
  :: DECIDED(p) && !IN_JOURNAL(p) ->
    printf("%e is stale at %d\n", NAME(p), proc[p].next);
    assert(p != OWNER); /* the owner is never stale */
    met(ZOMBIE_STALE);
    die(p);
    break
  :: else -> break
  od;
  i = 0;
  rest(p)
}

#define CAN_READ(p) (proc[p].alive && !proc[p].known && !PUTTING(p))
inline read(p) {
  if
  :: p == OWNER && lives > 1 && timeouts == 0 && !proc[ZOMBIE].alive &&
      proc[p].next < table.offset -> met(REPLAY_AFTER_CRASH)
  :: else
  fi;
  adopt(p)
}

/* Rule 2: a blind update, by a processor that never knew the item or evicted it (rule 4). */
#if MUTATION == EVICTED_BEFORE_COMMIT
#define ALL_COMMITTED(p) true
#elif MUTATION == EVICTED_WITH_A_CHECK
#define ALL_COMMITTED(p) (put[p].item.offset <= proc[p].committed)
#else
#define ALL_COMMITTED(p) (proc[p].next <= proc[p].committed)
#endif
#define EVICTABLE(p) (evictions < EVICTIONS && ALL_COMMITTED(p))
#define CAN_UPDATE_BLINDLY(p) \
  (proc[p].alive && !PUTTING(p) && proc[p].next < COMMANDS && command[proc[p].next] == FIVE \
    && !OUTDATED(proc[p].next) && (!proc[p].known || EVICTABLE(p)))
inline blind_update(p) {
  if
  :: proc[p].known ->
    printf("%e evicts the counter\n", NAME(p));
    proc[p].known = false;
    evictions++
  :: else
  fi;
  forget(p);
  put[p].ifState = BLIND;
  put[p].ifOffset = proc[p].next;
  put[p].first = proc[p].next;
  printf("%e updates blindly: 4 @%d, if 5 and at most @%d\n", NAME(p),
    proc[p].next + 1, proc[p].next)
}

/* Rule 4: the entries that a put prunes. */
#if MUTATION == JOURNAL_OF_THE_BATCH
#define PRUNED_BELOW(p) proc[p].next
#elif MUTATION == PRUNED_ONE_TOO_FAR
#define PRUNED_BELOW(p) \
  (proc[p].committed < proc[p].next -> proc[p].committed + 1 : proc[p].next)
#else
#define PRUNED_BELOW(p) proc[p].committed
#endif

/* Rules 2 and 7: decides the commands from `next` up to `end` and records them by one put. */
#define OUTCOME_WITHOUT_PUT(p) \
  (MUTATION == CONFLICT_WITHOUT_PUT && !HOLDS(proc[p].next, put[p].item.state) \
    || MUTATION == UNUSABLE_WITHOUT_PUT && IS_UNUSABLE(put[p].item.state))
#define IS_CHECK_OR_DONE(p, n) (n < proc[p].next || IS_CHECK(n))
#define CAN_BATCH(p, end) \
  (proc[p].alive && proc[p].known && !PUTTING(p) && proc[p].next < end \
    && !(IS_CHECK_OR_DONE(p, 0) && (end <= 1 || IS_CHECK_OR_DONE(p, 1)) \
      && (end <= 2 || IS_CHECK_OR_DONE(p, 2))))
inline batch(p, end) {
  if
  :: OUTCOME_WITHOUT_PUT(p) ->
    printf("%e takes %d for a conflict or a rejection\n", NAME(p), proc[p].next);
    proc[p].outcome[proc[p].next] = (KEEPS_OUTCOMES(p) -> CONFLICT(put[p].item.state) : NONE);
    proc[p].next++
  :: else ->
    put[p].ifState = put[p].item.state;
    put[p].ifOffset = put[p].item.offset;
    put[p].first = proc[p].next;
    i = put[p].item.low;
    do
    :: i < PRUNED_BELOW(p) ->
      put[p].item.before[i] = 0;
      i++
    :: else -> break
    od;
    put[p].item.low = i;
    i = proc[p].next;
    do
    :: i < end ->
      put[p].item.before[i] = put[p].item.state;
      put[p].item.state = AFTER(i, put[p].item.state);
      i++
    :: else -> break
    od;
    put[p].item.offset = end;
    printf("%e puts %d/%d @%d, if %d/%d @%d\n", NAME(p), VALUE(put[p].item.state),
      VERSION(put[p].item.state), end, VALUE(put[p].ifState), VERSION(put[p].ifState),
      put[p].ifOffset)
  fi;
  i = 0
}

/*
 * Rule 2: a check needs no put. It is decided against the item that the processor knows. Its entry
 * stays in memory until a put records it.
 */
#define CAN_CHECK(p) \
  (proc[p].alive && proc[p].known && !PUTTING(p) && proc[p].next < COMMANDS \
    && IS_CHECK(proc[p].next))
inline check(p) {
  i = proc[p].next;
  printf("%e decides %d against %d/%d without a put\n", NAME(p), i, VALUE(put[p].item.state),
    VERSION(put[p].item.state));
  put[p].item.before[i] = (MUTATION == CHECK_NOT_REMEMBERED -> 0 : put[p].item.state);
  proc[p].outcome[i] = (KEEPS_OUTCOMES(p) -> DECIDE(i, put[p].item.state) : NONE);
  proc[p].next++;
  i = 0;
  rest(p)
}

inline take_for_accepted(p) {
  answered(p);
  do
  :: proc[p].next < put[p].item.offset ->
    i = proc[p].next;
    proc[p].outcome[i] = (KEEPS_OUTCOMES(p) -> DECIDE(i, put[p].item.before[i]) : NONE);
    proc[p].next++
  :: else -> break
  od;
  i = 0;
  rest(p)
}

/* Only for mutations: the table did not say so. */
inline take_for(p, what) {
  proc[p].outcome[proc[p].next] = (KEEPS_OUTCOMES(p) -> what : NONE);
  proc[p].next++;
  proc[p].known = false;
  forget(p)
}

/* A request arrives at the table, and its response at the processor. */
#define CAN_DELIVER(p) PUTTING(p)
inline deliver(p) {
  if
  :: IS_BLIND(p) -> printf("the blind update of %e arrives\n", NAME(p))
  :: else -> printf("the put of %e arrives\n", NAME(p))
  fi;
  done = MATCHES(p);
  if
  :: done -> accept(p)
  :: else ->
    printf("  refused\n");
    met_refused(p)
  fi;
  if
  :: done && !IS_BLIND(p) -> take_for_accepted(p)
  :: !done && MUTATION == (IS_BLIND(p) -> BLIND_UPDATE_REFUSED_IS_CONFLICT : REFUSED_IS_CONFLICT) ->
    take_for(p, CONFLICT(table.state))
  :: !done && MUTATION == REFUSED_IS_REPEATED -> skip
  :: else ->
    answered(p);
    adopt(p)
  fi;
  table_changed();
  done = false
}

/* No response: the request is sent again, and the first one may still arrive. */
#define CAN_TIME_OUT(p) (timeouts < TIMEOUTS && PUTTING(p))
inline time_out(p) {
  printf("%e times out\n", NAME(p));
  timeouts++;
  leave_behind(p);
  if
  :: MUTATION == TIMEOUT_IS_CONFLICT && !IS_BLIND(p) -> take_for(p, CONFLICT(table.state))
  :: MUTATION == TIMEOUT_IS_ACCEPTED && !IS_BLIND(p) -> take_for_accepted(p)
  :: MUTATION == BLIND_UPDATE_TIMEOUT_IS_DONE && IS_BLIND(p) -> take_for(p, APPLIED(table.state))
  :: else
  fi
}

/* ---- Kafka ---- */

/* These break "recorded before committed" at once; the exploration looks for what follows. */
#define UNRECORDED (MUTATION == CONFLICT_WITHOUT_PUT || MUTATION == UNUSABLE_WITHOUT_PUT \
  || MUTATION == REFUSED_IS_CONFLICT \
  || MUTATION == TIMEOUT_IS_CONFLICT || MUTATION == TIMEOUT_IS_ACCEPTED \
  || MUTATION == BLIND_UPDATE_REFUSED_IS_CONFLICT || MUTATION == BLIND_UPDATE_TIMEOUT_IS_DONE)

inline completed() {
  met(COMPLETED);
  assert(results[0] && results[1] && results[2]); /* every command has an outcome */
  assert(VALUE(table.state) == promised) /* the value is the sum of edits and applied deltas */
}

/*
 * Rule 6: outcomes, group offset and decided offset in one transaction. Kafka fences a zombie's
 * transaction; that the zombie then ends is a crash. The decided offset never falls.
 */
#define CAN_COMMIT(p, upTo) \
  (proc[p].alive && proc[p].sent == proc[p].committed && group < upTo && upTo <= proc[p].next \
    && (p == OWNER || MUTATION == ZOMBIE_MAY_COMMIT))
inline commit(p, upTo) {
  printf("%e commits up to %d\n", NAME(p), upTo);
  i = group;
  do
  :: i < upTo ->
    if
    :: i >= proc[p].begin ->
      assert(results[i] == NONE); /* no command has two outcomes */
      assert(recorded[i] || IS_CHECK(i) || UNRECORDED); /* an outcome is recorded before it is committed */
      results[i] = proc[p].outcome[i];
      promised = (IS_APPLIED(results[i]) -> promised + DELTA(i) : promised);
      if
      :: i == 0 && command[0] == FOUR && !IS_APPLIED(results[0]) && !IS_UNUSABLE(results[0]) ->
        met(CONFLICT_BY_EDIT)
      :: !IS_APPLIED(results[i]) && IS_UNUSABLE(results[i]) -> met(UNUSABLE_COMMITTED)
      :: IS_APPLIED(results[i]) && table.low == 0 && IS_UNUSABLE(table.before[0]) ->
        met(APPLIED_AFTER_CURE)
      :: else
      fi;
      if
      :: IS_CHECK(i) && table.offset <= i -> met(CHECK_WITHOUT_PUT)
      :: else
      fi;
      results[i] = (IS_CHECK(i) -> SETTLED : results[i]);
      settle(i)
    :: else
    fi;
    proc[p].outcome[i] = NONE;
    i++
  :: else -> break
  od;
  i = 0;
  if
  :: upTo < decidedOffset -> met(COMMIT_BELOW_DECIDED_OFFSET)
  :: upTo < proc[p].next && lives == 1 && table.low == 0 -> met(COMMIT_INSIDE_BATCH)
  :: else
  fi;
  group = upTo;
  proc[p].begin = BEGIN_FROM(proc[p].begin);
  decidedOffset = (MUTATION != DECIDED_OFFSET_AFTER_COMMIT && upTo > decidedOffset
    || MUTATION == DECIDED_OFFSET_FALLS -> upTo : decidedOffset);
  proc[p].sent = (upTo > proc[p].sent -> upTo : proc[p].sent);
  if
  :: group == COMMANDS -> completed()
  :: else
  fi
}

/* The commit has returned. */
#define CAN_LEARN(p) (proc[p].sent > proc[p].committed)
inline learn(p) {
  printf("%e knows %d to be committed\n", NAME(p), proc[p].sent);
  proc[p].committed = proc[p].sent;
  decidedOffset = (MUTATION == DECIDED_OFFSET_AFTER_COMMIT && proc[p].sent > decidedOffset
    -> proc[p].sent : decidedOffset)
}

/* Kafka allows a reset only while the group has no members. */
#define CAN_RESET(to) (resets < RESETS && !proc[OWNER].alive && to < group)
inline reset(to) {
  printf("the group's offset is reset to %d\n", to);
  resets++;
  group = to
}

/* ---- Edits ---- */

/* An edit of the value or of the version: an edit of both only makes more conditions fail. */
#define CAN_CHANGE (edits < EDITS && (table.offset < COMMANDS || !REDUCED))
#define CAN_EDIT (CAN_CHANGE && !IS_UNUSABLE(table.state))
inline edit(by) {
  printf("the value is edited by %d\n", by);
  edits++;
  table.state = table.state + by;
  promised = promised + by
}
inline edit_version() {
  printf("the version is edited by 1\n");
  edits++;
  table.state = table.state + NEW_VERSION
}

/* Fixes the value of an unusable item. The version stays. */
#define CAN_CURE (CAN_CHANGE && IS_UNUSABLE(table.state))
inline cure(value) {
  printf("the value is set to %d\n", value);
  edits++;
  table.state = table.state - UNUSABLE + value;
  promised = value
}

/* ---- The steps ---- */

/* Whether the owner, or the next one, can take a step by itself. */
#define WORK_POSSIBLE \
  (!proc[OWNER].alive && CAN_START || CAN_READ(OWNER) || CAN_DELIVER(OWNER) \
    || CAN_BATCH(OWNER, COMMANDS) || CAN_CHECK(OWNER) || CAN_LEARN(OWNER) || CAN_COMMIT(OWNER, COMMANDS))

/*
 * The progress so far, as a number: a digit falls only when a digit before it rises. Every step
 * raises the number, so there are no cycles.
 */
#define DEAD (!proc[OWNER].alive + !proc[ZOMBIE].alive)
#define UP_TO_DATE(p) \
  (IS_BLIND(p) -> BLIND_UPDATE_MATCHES(p) : PUTTING(p) && PUT_MATCHES(p) || \
    !PUTTING(p) && put[p].item.state == table.state && put[p].item.offset == table.offset)
#define PHASE(p) \
  (!proc[p].alive || !proc[p].known && !PUTTING(p) -> 0 : \
    (proc[p].next == COMMANDS -> 5 : 1 + 2 * UP_TO_DATE(p) + PUTTING(p)))
#define PROGRESS \
  ((((((((((lives * 3 + DEAD) * (RESETS + 1) + resets) * (TIMEOUTS + 1) + timeouts) \
    * (EDITS + 1) + edits) * (EVICTIONS + 1) + evictions) * 4 + table.offset) * 4 + group) \
    * 7 + proc[OWNER].committed + proc[ZOMBIE].committed) \
    * 7 + proc[OWNER].next + proc[ZOMBIE].next) * 11 + PHASE(OWNER) + PHASE(ZOMBIE))
#if MUTATION == 0 || MUTATION == REFUSED_IS_REPEATED
#define STEP(possible, step) d_step { possible -> before = PROGRESS; step; makes_progress() }
#else
#define STEP(possible, step) d_step { possible -> step }
#endif
inline makes_progress() {
  assert(PROGRESS > before); /* every step makes progress */
  before = 0
}

inline any_command(n) {
  if
  :: command[n] = ANY -> printf("command %d: expects anything, adds 1\n", n)
  :: command[n] = FOUR -> printf("command %d: expects 4, changes nothing\n", n)
  :: command[n] = FIVE -> printf("command %d: expects 5, subtracts 1\n", n)
  fi
}

init {
  atomic {
    any_command(0);
    any_command(1);
    any_command(2);
    if
    :: table.state = START
    :: table.state = NEW_VERSION + UNUSABLE -> printf("the item is unusable\n")
    fi;
    d_step {
      promised = VALUE(table.state);
      stop_evictions();
      start()
    }
  }
  do
  :: STEP(CAN_READ(OWNER), read(OWNER))
  :: STEP(CAN_UPDATE_BLINDLY(OWNER), blind_update(OWNER))
  :: STEP(CAN_BATCH(OWNER, 1), batch(OWNER, 1))
  :: STEP(CAN_BATCH(OWNER, 2), batch(OWNER, 2))
  :: STEP(CAN_BATCH(OWNER, 3), batch(OWNER, 3))
  :: STEP(CAN_CHECK(OWNER), check(OWNER))
  :: STEP(CAN_DELIVER(OWNER), deliver(OWNER))
  :: STEP(CAN_COMMIT(OWNER, 1), commit(OWNER, 1))
  :: STEP(CAN_COMMIT(OWNER, 2), commit(OWNER, 2))
  :: STEP(CAN_COMMIT(OWNER, 3), commit(OWNER, 3))
  :: STEP(CAN_LEARN(OWNER), learn(OWNER))

  :: STEP(CAN_READ(ZOMBIE), read(ZOMBIE))
  :: STEP(CAN_UPDATE_BLINDLY(ZOMBIE), blind_update(ZOMBIE))
  :: STEP(CAN_BATCH(ZOMBIE, 1), batch(ZOMBIE, 1))
  :: STEP(CAN_BATCH(ZOMBIE, 2), batch(ZOMBIE, 2))
  :: STEP(CAN_BATCH(ZOMBIE, 3), batch(ZOMBIE, 3))
  :: STEP(CAN_CHECK(ZOMBIE), check(ZOMBIE))
  :: STEP(CAN_DELIVER(ZOMBIE), deliver(ZOMBIE))
  :: STEP(CAN_LEARN(ZOMBIE), learn(ZOMBIE))
#if MUTATION == ZOMBIE_MAY_COMMIT
  :: STEP(CAN_COMMIT(ZOMBIE, 1), commit(ZOMBIE, 1))
  :: STEP(CAN_COMMIT(ZOMBIE, 2), commit(ZOMBIE, 2))
  :: STEP(CAN_COMMIT(ZOMBIE, 3), commit(ZOMBIE, 3))
#endif

  :: STEP(CAN_START, start())
  :: STEP(CAN_CRASH(OWNER), crash(OWNER))
  :: STEP(CAN_CRASH(ZOMBIE), crash(ZOMBIE))
  :: STEP(CAN_TIME_OUT(OWNER), time_out(OWNER))
  :: STEP(CAN_TIME_OUT(ZOMBIE), time_out(ZOMBIE))
  :: STEP(CAN_ARRIVE(2), arrive(2))
  :: STEP(CAN_ARRIVE(3), arrive(3))
  :: STEP(CAN_EDIT, edit(1))
  :: STEP(CAN_EDIT, edit(-1))
  :: STEP(CAN_EDIT, edit_version())
  :: STEP(CAN_CURE, cure(FOUR))
  :: STEP(CAN_CURE, cure(FIVE))
  :: STEP(CAN_RESET(0), reset(0))
  :: STEP(CAN_RESET(1), reset(1))
  :: STEP(CAN_RESET(2), reset(2))

#if MUTATION == PRUNED_BEFORE_COMMIT
  :: d_step { proc[OWNER].next > proc[OWNER].sent ->
      proc[OWNER].sent = proc[OWNER].next;
      proc[OWNER].committed = proc[OWNER].next }
#endif
#if MUTATION == DECIDED_OFFSET_BEFORE_COMMIT
  :: d_step { proc[OWNER].next > decidedOffset -> decidedOffset = proc[OWNER].next }
#endif
#if MUTATION == DECIDED_OFFSET_READ_EARLY
  :: d_step { decidedOffsetRead != decidedOffset ->
      decidedOffsetRead = decidedOffset }
#endif

  :: d_step { group < COMMANDS && !WORK_POSSIBLE ->
      assert(false) /* the owner can always go on */ }
  :: else ->
    d_step { completed() };
    break
  od
}

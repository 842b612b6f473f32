package io.counterstream.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is on the way between owners and the table, and what goes wrong there. */
final class Network {
  private final World world;
  private final List<Request> requests = new ArrayList<>();
  private final List<Reply> replies = new ArrayList<>();
  private final Odds<Fault> odds;

  /** What can happen to a request besides being done and answered. */
  enum Fault {
    ANSWER_DELAYED(Coverage.Event.ANSWER_DELAYED),
    ANSWER_LOST(Coverage.Event.ANSWER_LOST),
    ANSWER_LOST_AND_RETRIED_BELOW(Coverage.Event.ANSWER_LOST_AND_RETRIED_BELOW),
    ANSWER_DUPLICATED(Coverage.Event.ANSWER_DUPLICATED),
    REQUEST_LOST(Coverage.Event.REQUEST_LOST),
    REQUEST_DUPLICATED(Coverage.Event.REQUEST_DUPLICATED),
    REQUEST_THROTTLED(Coverage.Event.REQUEST_THROTTLED),
    REQUEST_OVERTAKEN(Coverage.Event.REQUEST_OVERTAKEN_BY_ITS_REPETITION);

    private final Coverage.Event event;

    Fault(Coverage.Event event) {
      this.event = event;
    }
  }

  /**
   * The table's answer: to a put whether it was accepted, and what is there otherwise; to others
   * what is there.
   */
  record Answer(boolean accepted, Optional<CounterItem> item) {}

  /** An answer on its way. */
  private record Reply(Request request, Answer answer) {}

  Network(World world) {
    this.world = world;
    this.odds = world.choices.odds(Fault.class, 30);
  }

  void send(Request request) {
    world.say("%s", request);
    requests.add(request);
  }

  boolean isEmpty() {
    return requests.isEmpty() && replies.isEmpty();
  }

  /** Whether a put or a blind update of this owner may still be done. */
  boolean carriesWriteOf(Owner owner) {
    return requests.stream()
        .anyMatch(request -> request.writes() && request.chain().owner() == owner);
  }

  /** One answer arrives, whichever. */
  void deliverReply() {
    if (!replies.isEmpty()) {
      Reply reply = replies.remove(world.choices.below(replies.size()));
      reply.request().chain().answered(reply.request(), reply.answer());
    }
  }

  /** One request, whichever, reaches the table, or meets a fault. */
  void carryRequest() {
    if (requests.isEmpty()) {
      return;
    }
    Request request = requests.remove(world.choices.below(requests.size()));
    world
        .choices
        .fault(odds)
        .ifPresentOrElse(
            fault -> carry(request, fault), () -> request.chain().answered(request, done(request)));
  }

  private void carry(Request request, Fault fault) {
    world.met(fault.event);
    world.say("%s: %s", request, fault);
    Chain chain = request.chain();
    switch (fault) {
      case ANSWER_DELAYED -> replies.add(new Reply(request, done(request)));
      case ANSWER_LOST -> {
        done(request);
        chain.failed(request);
      }
      case ANSWER_LOST_AND_RETRIED_BELOW -> {
        done(request);
        requests.add(request);
      }
      case ANSWER_DUPLICATED -> {
        Answer answer = done(request);
        replies.add(new Reply(request, answer));
        chain.answered(request, answer);
      }
      case REQUEST_DUPLICATED -> {
        requests.add(request);
        chain.answered(request, done(request));
      }
      case REQUEST_OVERTAKEN -> {
        requests.add(request);
        chain.failed(request);
      }
      case REQUEST_LOST, REQUEST_THROTTLED -> chain.failed(request);
      default -> throw new IllegalStateException(fault.name());
    }
  }

  private Answer done(Request request) {
    String counter = request.chain().counter();
    if (!request.writes()) {
      return new Answer(true, world.table.read(counter));
    }
    if (request.blindUpdate().isPresent()) {
      blindUpdateCompleted(request, world.table.blindUpdate(request));
      return new Answer(true, world.table.read(counter));
    }
    Owner owner = request.chain().owner();
    if (world.table.put(request)) {
      world.say("%s: accepted, %s", request, request.put().get().item());
      if (owner.isClosed()) {
        world.met(Coverage.Event.REQUEST_DONE_AFTER_ITS_OWNER_WAS_CLOSED);
      } else if (owner.isZombie()) {
        world.met(Coverage.Event.ZOMBIE_PUT_ACCEPTED);
      }
      return new Answer(true, Optional.empty());
    }
    Optional<CounterItem> actual = world.table.read(counter);
    world.met(Coverage.Event.PUT_REFUSED);
    if (actual.equals(Optional.of(request.put().get().item()))) {
      world.met(Coverage.Event.PUT_REFUSED_BY_OWN_WRITE);
    }
    world.say("%s: refused", request);
    return new Answer(false, actual);
  }

  private void blindUpdateCompleted(Request request, boolean done) {
    world.say("%s: %s", request, done ? "done" : "refused");
    if (done) {
      world.met(Coverage.Event.BLIND_UPDATE_DONE);
      if (request.chain().owner().isZombie()) {
        world.met(Coverage.Event.ZOMBIE_BLIND_UPDATE_DONE);
      }
      return;
    }
    world.met(Coverage.Event.BLIND_UPDATE_REFUSED);
    LogPosition position = request.blindUpdate().orElseThrow().last();
    boolean itsOwn = world
        .table
        .read(request.chain().counter())
        .flatMap(item -> item.of(position.source()))
        .filter(log -> log.offset() == position.offset())
        .isPresent();
    if (itsOwn) {
      world.met(Coverage.Event.BLIND_UPDATE_REFUSED_BY_OWN_WRITE);
    }
  }
}

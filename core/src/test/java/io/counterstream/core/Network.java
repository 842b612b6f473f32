package io.counterstream.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The network between owners and the table, and its faults. */
final class Network {
  private final World world;
  private final List<Request> requests = new ArrayList<>();
  private final List<DelayedResponse> delayed = new ArrayList<>();
  private final Odds<Fault> odds;

  /** What can happen to a request besides being carried out and responded to. */
  enum Fault {
    RESPONSE_DELAYED(Coverage.Event.RESPONSE_DELAYED),
    RESPONSE_LOST(Coverage.Event.RESPONSE_LOST),
    RESPONSE_LOST_AND_RETRIED_BELOW(Coverage.Event.RESPONSE_LOST_AND_RETRIED_BELOW),
    RESPONSE_DUPLICATED(Coverage.Event.RESPONSE_DUPLICATED),
    REQUEST_LOST(Coverage.Event.REQUEST_LOST),
    REQUEST_DUPLICATED(Coverage.Event.REQUEST_DUPLICATED),
    REQUEST_THROTTLED(Coverage.Event.REQUEST_THROTTLED),
    REQUEST_OVERTAKEN(Coverage.Event.REQUEST_OVERTAKEN_BY_ITS_REPETITION);

    private final Coverage.Event event;

    Fault(Coverage.Event event) {
      this.event = event;
    }
  }

  /** What the table does with a request. */
  enum Execution {
    /** It was carried out. */
    ACCEPTED,
    /** Its condition failed. */
    REFUSED,
    /** It would be refused again, whatever it is conditional on. */
    INVALID
  }

  /** The table's response, and the item that it holds then. */
  record Response(Execution execution, Optional<CounterItem> item) {}

  /** A response on its way. */
  private record DelayedResponse(Request request, Response response) {}

  Network(World world) {
    this.world = world;
    this.odds = world.choices.odds(Fault.class, 30);
  }

  void send(Request request) {
    world.say("%s", request);
    requests.add(request);
  }

  boolean isEmpty() {
    return requests.isEmpty() && delayed.isEmpty();
  }

  /** Whether a put or a blind update of this owner may still be carried out. */
  boolean carriesWriteOf(Owner owner) {
    return requests.stream()
        .anyMatch(request -> request.writes() && request.chain().owner() == owner);
  }

  /** Whether a put or a blind update of this counter may still be carried out. */
  boolean carriesWriteTo(String counter) {
    return requests.stream()
        .anyMatch(request -> request.writes() && request.chain().counter().equals(counter));
  }

  /** One of the delayed responses arrives. */
  void deliverDelayedResponse() {
    if (!delayed.isEmpty()) {
      DelayedResponse next = delayed.remove(world.choices.below(delayed.size()));
      next.request().chain().responded(next.request(), next.response());
    }
  }

  /** All requests reach the table. Nobody waits for the responses any more. */
  void drain() {
    while (!requests.isEmpty()) {
      done(requests.remove(0));
    }
    delayed.clear();
  }

  /** One of the requests reaches the table, or suffers a fault. */
  void carryRequest() {
    if (requests.isEmpty()) {
      return;
    }
    Request request = requests.remove(world.choices.below(requests.size()));
    world
        .choices
        .fault(odds)
        .ifPresentOrElse(
            fault -> carry(request, fault),
            () -> request.chain().responded(request, done(request)));
  }

  private void carry(Request request, Fault fault) {
    world.met(fault.event);
    world.say("%s: %s", request, fault);
    Chain chain = request.chain();
    switch (fault) {
      case RESPONSE_DELAYED -> delayed.add(new DelayedResponse(request, done(request)));
      case RESPONSE_LOST -> {
        done(request);
        chain.failed(request);
      }
      case RESPONSE_LOST_AND_RETRIED_BELOW -> {
        done(request);
        requests.add(request);
      }
      case RESPONSE_DUPLICATED -> {
        Response response = done(request);
        delayed.add(new DelayedResponse(request, response));
        chain.responded(request, response);
      }
      case REQUEST_DUPLICATED -> {
        requests.add(request);
        chain.responded(request, done(request));
      }
      case REQUEST_OVERTAKEN -> {
        requests.add(request);
        chain.failed(request);
      }
      case REQUEST_LOST, REQUEST_THROTTLED -> chain.failed(request);
      default -> throw new IllegalStateException(fault.name());
    }
  }

  private Response done(Request request) {
    String counter = request.chain().counter();
    if (request.put().isPresent()) {
      return donePut(request);
    }
    if (request.blindUpdate().isPresent() && !world.table.isFull(counter)) {
      blindUpdateCompleted(request, world.table.blindUpdate(request));
    }
    return new Response(Execution.ACCEPTED, world.table.read(counter));
  }

  private Response donePut(Request request) {
    Owner owner = request.chain().owner();
    Optional<CounterItem> before = world.table.read(request.chain().counter());
    if (before.isPresent() && world.table.isFull(request.chain().counter())) {
      world.say("%s: invalid", request);
      return new Response(Execution.INVALID, before);
    }
    Optional<CounterItem> left = world.table.put(request);
    if (left.isPresent()) {
      world.say("%s: accepted, %s", request, left.get());
      if (owner.isClosed()) {
        world.met(Coverage.Event.REQUEST_DONE_AFTER_ITS_OWNER_WAS_CLOSED);
      } else if (owner.isZombie()) {
        world.met(Coverage.Event.ZOMBIE_PUT_ACCEPTED);
      }
      return new Response(Execution.ACCEPTED, left);
    }
    meetRefusal(request.put().orElseThrow(), before);
    world.say("%s: refused", request);
    return new Response(Execution.REFUSED, before);
  }

  private void meetRefusal(ConditionalPut put, Optional<CounterItem> actual) {
    world.met(Coverage.Event.PUT_REFUSED);
    if (actual.equals(Optional.of(put.item()))) {
      world.met(Coverage.Event.PUT_REFUSED_BY_OWN_WRITE);
    }
    boolean unusable = put.seen().isPresent() && put.seen().get().state().isEmpty();
    if (unusable && actual.flatMap(CounterItem::state).isPresent()) {
      world.met(Coverage.Event.PUT_REFUSED_BY_A_CURE);
    }
  }

  private void blindUpdateCompleted(Request request, boolean done) {
    world.say("%s: %s", request, done ? "done" : "refused");
    if (done) {
      world.met(Coverage.Event.BLIND_UPDATE_DONE);
      if (request.batch().stream().anyMatch(logged -> !logged.command().bounds().isEmpty())) {
        world.met(Coverage.Event.BLIND_UPDATE_WITH_BOUNDS_DONE);
      }
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
        .flatMap(item -> item.progressOf(position.source()))
        .filter(log -> log.offset() == position.offset())
        .isPresent();
    if (itsOwn) {
      world.met(Coverage.Event.BLIND_UPDATE_REFUSED_BY_OWN_WRITE);
    }
  }
}

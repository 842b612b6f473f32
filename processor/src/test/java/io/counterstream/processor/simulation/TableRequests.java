package io.counterstream.processor.simulation;

import io.counterstream.core.Odds;
import io.counterstream.core.table.ItemFaultException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The requests between the instances and the table, and the faults on their way. */
final class TableRequests {
  private final SimulatedDeployment deployment;
  private final List<Request<?>> requests = new ArrayList<>();
  private final List<Response> responses = new ArrayList<>();
  private final Odds<Fault> odds;

  /** What can happen to a request besides being executed and responded to. */
  private enum Fault {
    RESPONSE_DELAYED,
    RESPONSE_LOST,
    RESPONSE_LOST_AND_RETRIED_BELOW,
    REQUEST_LOST,
    REQUEST_DUPLICATED,
    REQUEST_OVERTAKEN
  }

  /** A request that was sent. */
  static final class Request<T> {
    private final ProcessorInstance sender;
    private final Object text;
    private final boolean writes;
    private final Function<CounterItems, T> execution;
    private final CompletableFuture<T> response = new CompletableFuture<>();

    Request(
        ProcessorInstance sender,
        Object text,
        boolean writes,
        Function<CounterItems, T> execution) {
      this.sender = sender;
      this.text = text;
      this.writes = writes;
      this.execution = execution;
    }

    private Response execute(CounterItems items) {
      try {
        T value = execution.apply(items);
        return new Response(sender, () -> response.complete(value));
      } catch (ItemFaultException | IllegalStateException failure) {
        return new Response(sender, () -> response.completeExceptionally(failure));
      }
    }

    private Response failure() {
      return new Response(
          sender, () -> response.completeExceptionally(new IllegalStateException("no response")));
    }
  }

  /** A response, or the lack of one, on its way to the sender. */
  private record Response(ProcessorInstance to, Runnable delivery) {}

  TableRequests(SimulatedDeployment deployment) {
    this.deployment = deployment;
    this.odds = deployment.choices.odds(Fault.class, 30);
  }

  <T> CompletionStage<T> send(Request<T> request) {
    deployment.say("%s sends %s", request.sender, request.text);
    requests.add(request);
    return request.response;
  }

  boolean isEmpty() {
    return requests.isEmpty() && responses.isEmpty();
  }

  boolean carriesWriteOf(ProcessorInstance sender) {
    return requests.stream().anyMatch(request -> request.writes && request.sender == sender);
  }

  /** One of the requests reaches the table, or suffers a fault. */
  void carry() {
    if (requests.isEmpty()) {
      return;
    }
    Request<?> request = requests.remove(deployment.choices.below(requests.size()));
    deployment
        .choices
        .fault(odds)
        .ifPresentOrElse(fault -> carry(request, fault), () -> deliver(execute(request)));
  }

  private Response execute(Request<?> request) {
    if (request.writes && request.sender.isDead()) {
      deployment.met(StreamEvent.REQUEST_OF_A_DEAD_INSTANCE);
    }
    return request.execute(deployment.items);
  }

  private void carry(Request<?> request, Fault fault) {
    deployment.say("%s of %s: %s", fault, request.sender, request.text);
    switch (fault) {
      case RESPONSE_DELAYED -> responses.add(execute(request));
      case RESPONSE_LOST -> {
        execute(request);
        deployment.met(StreamEvent.RESPONSE_LOST);
        deliver(request.failure());
      }
      case RESPONSE_LOST_AND_RETRIED_BELOW -> {
        execute(request);
        requests.add(request);
      }
      case REQUEST_DUPLICATED -> {
        requests.add(request);
        deliver(execute(request));
      }
      case REQUEST_OVERTAKEN -> {
        requests.add(request);
        deployment.met(StreamEvent.REQUEST_OVERTAKEN_BY_ITS_REPETITION);
        deliver(request.failure());
      }
      case REQUEST_LOST -> deliver(request.failure());
      default -> throw new IllegalStateException(fault.name());
    }
  }

  private void deliver(Response response) {
    if (response.to().isFrozen()) {
      responses.add(response);
    } else if (!response.to().isDead()) {
      response.delivery().run();
    }
  }

  /** One of the delayed responses arrives. */
  void deliverDelayed() {
    if (!responses.isEmpty()) {
      deliver(responses.remove(deployment.choices.below(responses.size())));
    }
  }

  /** Everything on its way arrives, except at frozen instances. */
  void carryAll() {
    for (int rest = requests.size() + responses.size(); rest > 0; rest--) {
      carry();
      deliverDelayed();
    }
  }
}

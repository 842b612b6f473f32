package io.counterstream.analytics.api;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A viewer's stream of server-sent events. It holds a connection and no thread: what the viewer is
 * not ready to receive waits in a short queue, and is refused when that is full. Thread-safe.
 */
final class EventConnection implements WriteListener {
  private static final byte[] BEGIN = "retry: 1000\n\n".getBytes(StandardCharsets.UTF_8);

  private final AsyncContext context;
  private final ServletOutputStream out;
  private final int queueMax;
  private final Queue<byte[]> queue = new ArrayDeque<>();
  private boolean idle;
  private boolean flushed = true;
  private boolean closed;

  /** Begins the stream; frames may be offered at once. */
  EventConnection(AsyncContext context, int queueMax) throws IOException {
    this.context = context;
    this.out = context.getResponse().getOutputStream();
    this.queueMax = queueMax;
    queue.add(BEGIN);
  }

  /** Begins to write. */
  void open() {
    out.setWriteListener(this);
  }

  /** Makes the bytes of an event. Its data has no line feed. */
  static byte[] event(String id, String name, String data) {
    return ("id: " + id + "\nevent: " + name + "\ndata: " + data + "\n\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Whether the next frame would be taken. */
  synchronized boolean isReady() {
    return !closed && queue.size() < queueMax;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Sends a frame; returns false if the viewer has not received those before. */
  synchronized boolean offer(byte[] frame) {
    if (!isReady()) {
      return false;
    }
    queue.add(frame);
    if (idle) {
      pump();
    }
    return true;
  }

  @Override
  public synchronized void onWritePossible() {
    pump();
  }

  private void pump() {
    idle = false;
    try {
      while (!closed && out.isReady()) {
        if (!queue.isEmpty()) {
          out.write(queue.remove());
          flushed = false;
        } else if (!flushed) {
          flushed = true;
          out.flush();
        } else {
          idle = true;
          return;
        }
      }
    } catch (IOException gone) {
      close();
    }
  }

  @Override
  public void onError(Throwable gone) {
    close();
  }

  /** Ends the stream. */
  void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      queue.clear();
    }
    try {
      context.complete();
    } catch (IllegalStateException ended) {
      // The server has ended it first.
    }
  }
}

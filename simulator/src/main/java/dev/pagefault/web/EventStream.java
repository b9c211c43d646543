package dev.pagefault.web;

import dev.pagefault.drill.StreamItem;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes server-sent events to one reader, as fast as it reads. Events come from any thread; all
 * writing is done on the connection's event loop.
 */
final class EventStream {
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

  /** Bytes on their way to the reader, beyond which events wait in the outbox. */
  static final int MAX_UNREAD_BYTES = 256 * 1024;

  private static final String RETRY = "retry: 2000\n\n";

  private final HttpServerResponse response;
  private final Context loop;
  private final LongAdder dropped;
  private final Outbox outbox = new Outbox();
  private final AtomicBoolean scheduled = new AtomicBoolean();

  /** Counts in {@code dropped} the frames that its reader was too slow for. */
  EventStream(HttpServerResponse response, Context loop, LongAdder dropped) {
    this.dropped = dropped;
    this.response = response;
    this.loop = loop;
  }

  /** Sends the head; on the event loop, before anything else. */
  void begin() {
    response
        .setChunked(true)
        .setWriteQueueMaxSize(MAX_UNREAD_BYTES)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        .drainHandler(none -> drain());
    write(RETRY);
  }

  /** Something of the drill. */
  void item(StreamItem item) {
    switch (item) {
      case StreamItem.Entry(var entry) ->
          outbox.entry("id: " + entry.seq() + "\nevent: entry\ndata: " + Json.line(entry) + "\n\n");
      case StreamItem.State(var view) ->
          outbox.state("event: state\ndata: " + Json.line(view.withoutTimeline()) + "\n\n");
    }
    schedule();
  }

  /** A frame, as JSON. */
  void frame(String json) {
    if (outbox.frame("event: frame\ndata: " + json + "\n\n")) {
      dropped.increment();
    }
    schedule();
  }

  /** Shows life; on the event loop. */
  void beat() {
    if (!response.writeQueueFull()) {
      write(": alive\n\n");
    }
  }

  private void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      loop.runOnContext(none -> {
        scheduled.set(false);
        drain();
      });
    }
  }

  private void drain() {
    while (!response.closed() && !response.ended() && !response.writeQueueFull()) {
      String next = outbox.next();
      if (next == null) {
        break;
      }
      write(next);
    }
    if (outbox.overflown() && !response.ended() && !response.closed()) {
      response.end().onFailure(e -> LOG.debug("A reader was gone before it was sent away", e));
    }
  }

  private void write(String text) {
    if (!response.closed() && !response.ended()) {
      response.write(text).onFailure(e -> LOG.debug("A reader is gone", e));
    }
  }
}

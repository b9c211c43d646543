package dev.pagefault.mesh;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as a broker hands it out.
 *
 * @param publishedAt epoch milliseconds
 * @param delivery counts from 1
 */
record QueueMessage(
    String id,
    long publishedAt,
    int delivery,
    @Nullable String traceparent,
    @Nullable String baggage,
    Map<String, String> attributes) {

  /** The same as it is delivered once more. */
  QueueMessage again() {
    return new QueueMessage(id, publishedAt, delivery + 1, traceparent, baggage, attributes);
  }

  /** What a poll answers. */
  record Page(List<QueueMessage> messages) {}
}

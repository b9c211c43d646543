package dev.pagefault.telemetry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One structured log line.
 *
 * @param atMillis epoch milliseconds by the writer's clock
 * @param level {@code debug}, {@code info}, {@code warn} or {@code error}
 * @param logger as the library or class that wrote it names itself
 * @param fields what is structured besides the message
 */
public record LogLine(
    long atMillis,
    String service,
    String region,
    String instance,
    String version,
    String level,
    String logger,
    String message,
    @Nullable String traceId,
    Map<String, String> fields) {}

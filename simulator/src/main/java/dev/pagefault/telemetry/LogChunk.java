package dev.pagefault.telemetry;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines that arrived one after the other, packed. Immutable.
 *
 * @param firstId number of the first line; the others count on
 */
record LogChunk(long firstId, int size, long minAt, long maxAt, byte[] packed) {

  static LogChunk of(long firstId, List<LogLine> lines) {
    Pack.Writer out = new Pack.Writer();
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    long before = 0;
    for (LogLine line : lines) {
      min = Math.min(min, line.atMillis());
      max = Math.max(max, line.atMillis());
      out.number(line.atMillis() - before)
          .text(line.service())
          .text(line.region())
          .text(line.instance())
          .text(line.version())
          .text(line.level())
          .text(line.logger())
          .text(line.message())
          .text(line.traceId())
          .map(line.fields());
      before = line.atMillis();
    }
    return new LogChunk(firstId, lines.size(), min, max, out.done());
  }

  List<LogLine> lines() {
    Pack.Reader in = new Pack.Reader(packed);
    List<LogLine> lines = new ArrayList<>(size);
    long at = 0;
    for (int i = 0; i < size; i++) {
      at += in.number();
      lines.add(
          new LogLine(
              at,
              in.text(),
              in.text(),
              in.text(),
              in.text(),
              in.text(),
              in.text(),
              in.text(),
              in.textOrNull(),
              in.map()));
    }
    return lines;
  }
}

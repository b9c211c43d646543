package dev.pagefault.drill;

import dev.pagefault.journal.DrillHeader;
import dev.pagefault.journal.DrillSummary;
import dev.pagefault.journal.Entry;
import dev.pagefault.journal.Journal;
import dev.pagefault.journal.JournalException;
import dev.pagefault.journal.Json;
import dev.pagefault.journal.Receipt;
import dev.pagefault.journal.Standing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A journal in memory; what is read went through JSON, as it would on a disk. */
final class MemoryJournal implements Journal {
  private final Map<String, DrillHeader> headers = new LinkedHashMap<>();
  private final Map<String, List<String>> lines = new LinkedHashMap<>();
  private final List<Receipt> receipts = new ArrayList<>();
  private final Map<String, DrillSummary> ended = new LinkedHashMap<>();
  private boolean full;
  private int failing;

  synchronized void full(boolean now) {
    full = now;
  }

  /** Keeps nothing for so many times. */
  synchronized void failing(int times) {
    failing = times;
  }

  @Override
  public synchronized CompletableFuture<Void> open(DrillHeader header, List<Entry> first) {
    headers.put(header.drill(), header);
    lines.put(header.drill(), new ArrayList<>());
    return append(first);
  }

  @Override
  public synchronized CompletableFuture<Void> append(
      List<Entry> entries, @Nullable Receipt receipt, @Nullable Standing standing) {
    if (full || failing-- > 0) {
      return CompletableFuture.failedFuture(new JournalException("the journal's disk is full"));
    }
    for (Entry entry : entries) {
      List<String> of = lines.getOrDefault(entry.drill(), new ArrayList<>());
      if (entry.seq() != of.size() + 1) {
        return CompletableFuture.failedFuture(
            new AssertionError("gap: " + entry.seq() + " after " + of.size()));
      }
      of.add(Json.strict().writeValueAsString(entry));
    }
    if (receipt != null) {
      receipts.add(receipt);
    }
    DrillHeader it = standing == null ? null : headers.get(standing.drill());
    if (it != null && standing != null) {
      ended.put(
          it.drill(),
          new DrillSummary(
              it.drill(),
              it.scenario(),
              it.alert(),
              it.name(),
              it.startedAtMillis(),
              standing.overAs(),
              standing.score()));
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized List<Entry> read(String drill) {
    return lines.getOrDefault(drill, List.of()).stream()
        .map(line -> Json.strict().readValue(line, Entry.class))
        .toList();
  }

  @Override
  public synchronized Optional<DrillHeader> header(String drill) {
    return Optional.ofNullable(headers.get(drill));
  }

  @Override
  public synchronized List<Receipt> receipts(String drill, int limit) {
    return receipts.stream().filter(it -> it.drill().equals(drill)).toList();
  }

  @Override
  public synchronized List<DrillSummary> drills(int limit) {
    return headers.values().stream()
        .map(it ->
            ended.getOrDefault(
                it.drill(),
                new DrillSummary(
                    it.drill(),
                    it.scenario(),
                    it.alert(),
                    it.name(),
                    it.startedAtMillis(),
                    null,
                    null)))
        .toList();
  }

  @Override
  public void close() {}
}

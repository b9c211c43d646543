package dev.pagefault.drill;

import dev.pagefault.control.Production;
import dev.pagefault.incident.WatchConfig;
import dev.pagefault.journal.Entry;
import dev.pagefault.journal.Journal;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.journal.JournalException;
import dev.pagefault.journal.Json;
import dev.pagefault.journal.Receipt;
import dev.pagefault.scoring.Scorecard;
import dev.pagefault.scoring.Scoring;
import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of one scenario, from the warm mesh to the debrief. A single writer: whatever happens in
 * it happens one after the other on its own virtual thread, is appended durably to its journal, and
 * only then shown and acknowledged. All methods are safe to call from any thread; unless they say
 * so they don't block.
 */
public final class Drill {
  private static final Logger LOG = LoggerFactory.getLogger(Drill.class);

  /** How long a diagnostic may take to answer. */
  private static final long READ_SECONDS = 15;

  private final String id;
  private final Journal journal;
  private final Clock clock;
  private final Assignment assignment;
  private final Evidence evidence;
  private final Mailbox mailbox;
  private final Course course;
  private final Pen pen = new OwnPen();
  private final Map<String, CompletableFuture<ActResult>> answers = new LinkedHashMap<>();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final long openedNanos;

  // Guarded by itself: written on the drill's thread, read by views from any.
  private final Object lock = new Object();
  private final Ledger ledger = new Ledger();
  private final Map<String, Ledger> seen = new LinkedHashMap<>();
  private volatile boolean live;
  private @Nullable Scorecard card;

  /** The drill of these events; not live until {@link #begin} or {@link #resume}. */
  Drill(
      String id,
      List<Entry> entries,
      List<Receipt> receipts,
      String salt,
      Assignment assignment,
      Surroundings around) {
    this.id = id;
    this.journal = around.journal();
    this.clock = around.clock();
    this.assignment = assignment;
    this.evidence = new Evidence(assignment.matrix(), assignment.scenario().draws());
    this.mailbox = new Mailbox("drill-" + id, Bounds.MAILBOX);
    entries.forEach(this::fold);
    this.openedNanos = clock.nanos() - (entries.isEmpty() ? 0 : entries.getLast().atNanos());
    JournalEvent.Opened opened =
        Objects.requireNonNull(ledger.opened(), "a journal begins with it");
    this.course =
        new Course(
            pen,
            assignment,
            opened.seed(),
            around.productions(),
            around.timings(),
            around.watch(),
            new Envelope.Sealed(opened.envelopeSha256(), salt));
    for (Receipt receipt : receipts) {
      answers.put(
          receipt.client() + "\n" + receipt.key(),
          CompletableFuture.completedFuture(
              Json.strict().readValue(receipt.answer(), ActResult.class)));
    }
    if (ledger.revealed() != null) {
      card = Scoring.score(ledger.entries());
    }
  }

  /** What a drill stands on. */
  record Surroundings(
      Journal journal,
      ProductionSource productions,
      Clock clock,
      Timings timings,
      WatchConfig watch) {}

  /** Its id. */
  public String id() {
    return id;
  }

  /** The participant who opened it. */
  public String opener() {
    synchronized (lock) {
      return ledger.people().keySet().iterator().next();
    }
  }

  /** Where it stands. */
  public DrillState state() {
    synchronized (lock) {
      return ledger.state().over() || live ? ledger.state() : DrillState.INTERRUPTED;
    }
  }

  /** Starts the course of a new drill. */
  void begin() {
    live = true;
    post(course::start);
  }

  /** Sets an interrupted drill up again; completes once that is written. */
  CompletableFuture<Drill> resume() {
    return onThread(() -> {
      if (state() != DrillState.INTERRUPTED) {
        throw ActRefused.conflict(
            "only a drill whose server died can be resumed; it is " + state());
      }
      pen.write(
          new JournalEvent.Restarted(
              "The server had stopped; everything is set up again as it was"));
      synchronized (lock) {
        live = true;
      }
      for (Ledger.Made made : ledger.made().values()) {
        if (made.settled() == null) {
          pen.write(
              new JournalEvent.ChangeSettled(
                  made.change().id(), false, "The server stopped before it took hold"));
        }
      }
      course.start();
    });
  }

  /** Ends an interrupted drill with what is there. */
  CompletableFuture<Drill> finish() {
    return onThread(() -> {
      if (state() != DrillState.INTERRUPTED) {
        throw ActRefused.conflict(
            "only a drill whose server died can be closed so; it is " + state());
      }
      course.end("closed", "Closed after the server had stopped");
    });
  }

  private CompletableFuture<Drill> onThread(Runnable task) {
    CompletableFuture<Drill> done = new CompletableFuture<>();
    post(() -> {
      try {
        task.run();
        done.complete(this);
      } catch (RuntimeException e) {
        done.completeExceptionally(e);
      }
    });
    return done;
  }

  /** Looks at the clock. */
  void pulse() {
    post(course::pulse);
  }

  /** Whether its thread has nothing to do. */
  boolean idle() {
    return mailbox.idle();
  }

  /** Lets go of the production without ending the drill: it can be resumed later. */
  void stop() {
    synchronized (lock) {
      live = false;
    }
    post(course::release);
  }

  /** Adds someone, late or at the start; completes with the participant's id. */
  public CompletableFuture<String> join(String name, List<Entry.Role> roles) {
    CompletableFuture<String> done = new CompletableFuture<>();
    post(() -> {
      try {
        if (roles.isEmpty() || roles.contains(Entry.Role.SYSTEM)) {
          throw ActRefused.invalid("roles", "at least one role of a participant");
        }
        Sent.room("participants", ledger.people().size(), Bounds.PARTICIPANTS);
        String participant = "p" + (ledger.people().size() + 1);
        JournalEvent event =
            new JournalEvent.Joined(Sent.text("name", name, Bounds.NAME), List.copyOf(roles));
        append(List.of(entry(participant, roles.getFirst(), "", "", 1, event)), null);
        done.complete(participant);
      } catch (RuntimeException e) {
        done.completeExceptionally(refusal(e));
      }
    });
    return done;
  }

  /**
   * Does an act; completes once it is durable. The same key of the same client gets the first
   * answer again. Fails with {@link ActRefused}; then nothing was done.
   */
  public CompletableFuture<ActResult> act(Actor actor, String key, Act act) {
    CompletableFuture<ActResult> done = new CompletableFuture<>();
    try {
      Sent.text("Idempotency-Key", key, Bounds.ID);
      Sent.text("client", actor.client(), Bounds.ID);
    } catch (ActRefused e) {
      done.completeExceptionally(e);
      return done;
    }
    if (!mailbox.offer(() -> perform(actor, key, act, done))) {
      done.completeExceptionally(
          ActRefused.unavailable("the drill can't keep up; try again in a moment"));
    }
    return done;
  }

  private void perform(Actor actor, String key, Act act, CompletableFuture<ActResult> done) {
    String slot = actor.client() + "\n" + key;
    CompletableFuture<ActResult> earlier = answers.get(slot);
    if (earlier != null) {
      pen.when(earlier, (result, failure) -> pass(result, failure, done));
      return;
    }
    answers.put(slot, done);
    if (answers.size() > Bounds.RECEIPTS) {
      answers.remove(answers.keySet().iterator().next());
    }
    try {
      Ledger.Person person = person(actor.participant());
      if (state() == DrillState.INTERRUPTED) {
        throw ActRefused.conflict(
            "the server was stopped meanwhile; resume the drill, or close it");
      }
      if (ledger.size() >= Bounds.EVENTS && !ledger.state().over()) {
        throw ActRefused.conflict("the drill's journal is full; resolve or abandon it");
      }
      settle(Acts.of(situation(), pen, course, actor, person, act), actor, key, person, slot, done);
    } catch (RuntimeException e) {
      refuse(slot, done, e);
    }
  }

  private void settle(
      Reply reply,
      Actor actor,
      String key,
      Ledger.Person person,
      String slot,
      CompletableFuture<ActResult> done) {
    switch (reply) {
      case Reply.Later later ->
          pen.when(
              later.reply().thenApply(Reply.class::cast).orTimeout(READ_SECONDS, TimeUnit.SECONDS),
              (next, failure) -> {
                if (next == null) {
                  refuse(slot, done, failure);
                } else if (!ledger.state().open()) {
                  refuse(slot, done, ActRefused.conflict("the drill ended meanwhile"));
                } else {
                  settle(next, actor, key, person, slot, done);
                }
              });
      case Reply.Now now -> {
        try {
          done.complete(write(now, actor, key, person));
          if (now.events().isEmpty()) {
            answers.remove(slot); // nothing was done that must not be done twice
          }
        } catch (RuntimeException e) {
          refuse(slot, done, e);
        }
      }
    }
  }

  private ActResult write(Reply.Now now, Actor actor, String key, Ledger.Person person) {
    List<Entry> entries = new ArrayList<>();
    for (JournalEvent event : now.events()) {
      entries.add(
          entry(
              actor.participant(), person.role(), actor.client(), key, entries.size() + 1, event));
    }
    for (JournalEvent event : now.echo()) {
      entries.add(entry(Entry.SYSTEM, Entry.Role.SYSTEM, "", "", entries.size() + 1, event));
    }
    ActResult result = now.result().apply(ledger.seq() + entries.size());
    if (!entries.isEmpty()) {
      String answer = Json.strict().writeValueAsString(result);
      append(entries, new Receipt(id, actor.client(), key, answer));
    }
    now.after().run();
    return result;
  }

  private void refuse(String slot, CompletableFuture<ActResult> done, @Nullable Throwable failure) {
    answers.remove(slot);
    done.completeExceptionally(refusal(failure));
  }

  private static Throwable refusal(@Nullable Throwable failure) {
    Throwable beneath = failure == null ? null : failure.getCause();
    Throwable cause = failure instanceof CompletionException && beneath != null ? beneath : failure;
    return switch (cause) {
      case null -> ActRefused.unavailable("there was no answer");
      case ActRefused refused -> refused;
      case JournalException full -> ActRefused.unavailable(String.valueOf(full.getMessage()));
      case TimeoutException late ->
          ActRefused.unavailable("the diagnostic did not answer within " + READ_SECONDS + " s");
      case IllegalArgumentException bad ->
          ActRefused.invalid("target", String.valueOf(bad.getMessage()));
      default -> cause;
    };
  }

  private static void pass(
      @Nullable ActResult result, @Nullable Throwable failure, CompletableFuture<ActResult> to) {
    if (result != null) {
      to.complete(result);
    } else {
      to.completeExceptionally(refusal(failure));
    }
  }

  private Situation situation() {
    return new Situation(
        ledger,
        assignment,
        evidence,
        clock.epochMillis(),
        course.production(),
        course.watch(),
        course.healthy());
  }

  private Ledger.Person person(String participant) {
    Ledger.Person person = ledger.people().get(participant);
    if (person == null) {
      throw ActRefused.forbidden("you are not in this drill; join it first");
    }
    return person;
  }

  /** The drill as a participant may see it. Throws {@link ActRefused} for a stranger. */
  public DrillView view(String participant) {
    synchronized (lock) {
      return Projection.view(
          seenBy(participant),
          person(participant),
          assignment,
          state(),
          pen.nanos(),
          live ? course.phase().progress() : null,
          card == null ? null : Double.valueOf(card.total()));
    }
  }

  private Ledger seenBy(String participant) {
    return seen.computeIfAbsent(
        participant,
        it -> {
          Ledger.Person viewer = person(participant);
          boolean revealed = ledger.revealed() != null;
          return Ledger.of(
              ledger.entries().stream()
                  .filter(entry -> Projection.visible(entry, viewer, revealed))
                  .toList());
        });
  }

  /**
   * Hears everything after a sequence number: what is past at once, then the state, then what
   * comes; one call at a time, on the drill's thread, so listeners must not block. Until the
   * returned action is run. Throws {@link ActRefused} for a stranger.
   */
  public Runnable subscribe(String participant, long afterSeq, Consumer<StreamItem> listener) {
    synchronized (lock) {
      person(participant);
    }
    Subscription subscription = new Subscription(participant, listener);
    post(() -> {
      subscriptions.add(subscription);
      List<Entry> past;
      synchronized (lock) {
        past = ledger.entries().stream().filter(entry -> entry.seq() > afterSeq).toList();
      }
      tell(subscription, past);
    });
    return () -> {
      subscription.open = false;
      post(() -> subscriptions.remove(subscription));
    };
  }

  private void tell(Subscription to, Collection<Entry> entries) {
    if (!to.open) {
      return;
    }
    List<StreamItem> items = new ArrayList<>();
    synchronized (lock) {
      Ledger.Person viewer = person(to.participant);
      boolean revealed = ledger.revealed() != null;
      for (Entry entry : entries) {
        if (Projection.visible(entry, viewer, revealed)) {
          TimelineEntry line = Projection.timeline(entry, ledger, viewer);
          if (line != null) {
            items.add(new StreamItem.Entry(line));
          }
        }
      }
      items.add(new StreamItem.State(view(to.participant).withoutTimeline()));
    }
    items.forEach(to.listener);
  }

  private void publish(Collection<Entry> entries) {
    for (Subscription subscription : List.copyOf(subscriptions)) {
      tell(subscription, entries);
    }
  }

  /** The running production, or null: not yet there, or stopped. */
  public @Nullable Production production() {
    return course.shown();
  }

  /**
   * What its production measured; stays readable after the end. Null before there is one, and for
   * drills of an earlier server.
   */
  public @Nullable Telemetry telemetry() {
    return course.telemetry();
  }

  /** Everything that it is played from. As secret as the answer. */
  public Assignment assignment() {
    return assignment;
  }

  /** The whole journal once the drill is revealed; before, an {@link ActRefused} conflict. */
  public List<Entry> journal() {
    synchronized (lock) {
      if (ledger.revealed() == null) {
        throw ActRefused.conflict("the journal is opened with the debrief, when the drill is over");
      }
      return ledger.entries();
    }
  }

  /** How far the debrief is: 1 to 8; 0 before the reveal. */
  public int revealStep() {
    synchronized (lock) {
      return ledger.revealStep();
    }
  }

  /** The scorecard once the drill is revealed, or null. */
  public @Nullable Scorecard score() {
    synchronized (lock) {
      return card;
    }
  }

  /**
   * The journal as lines of JSON: after the reveal every event, before only what the participant's
   * timeline shows.
   */
  public List<String> export(String participant) {
    synchronized (lock) {
      Ledger.Person viewer = person(participant);
      List<String> lines = new ArrayList<>();
      for (Entry entry : ledger.entries()) {
        if (ledger.revealed() != null) {
          lines.add(Json.strict().writeValueAsString(entry));
        } else if (Projection.visible(entry, viewer, false)) {
          TimelineEntry line = Projection.timeline(entry, ledger, viewer);
          if (line != null) {
            lines.add(Json.strict().writeValueAsString(line));
          }
        }
      }
      return lines;
    }
  }

  private Entry entry(
      String participant,
      Entry.Role role,
      String client,
      String key,
      int offset,
      JournalEvent event) {
    return new Entry(
        ledger.seq() + offset,
        id,
        participant,
        role,
        client,
        key,
        pen.nanos(),
        clock.epochMillis(),
        Projection.audience(event, role),
        Entry.SCHEMA,
        event);
  }

  /** Durable first, then known, then told. */
  private void append(List<Entry> entries, @Nullable Receipt receipt) {
    try {
      journal.append(entries, receipt).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof JournalException known ? known : e;
    }
    entries.forEach(this::fold);
    for (Entry entry : entries) {
      if (entry.event() instanceof JournalEvent.Ended ended) {
        summarise(ended);
      }
    }
    publish(entries);
  }

  private void fold(Entry entry) {
    synchronized (lock) {
      ledger.accept(entry);
      if (entry.event() instanceof JournalEvent.Revealed) {
        seen.clear(); // from here on everybody may know everything: views are folded anew
        card = Scoring.score(ledger.entries());
        return;
      }
      boolean revealed = ledger.revealed() != null;
      seen.forEach((participant, theirs) -> {
        if (Projection.visible(entry, person(participant), revealed)) {
          theirs.accept(entry);
        }
      });
    }
  }

  private void summarise(JournalEvent.Ended ended) {
    Scorecard scored = score();
    Double total = scored == null ? null : Double.valueOf(scored.total());
    pen.when(
        journal.summarise(id, ended.reason(), total),
        (kept, failure) -> {
          if (failure != null) {
            LOG.warn("drill {}: its line in the list was not updated", id, failure);
          }
        });
  }

  private void post(Runnable task) {
    if (!mailbox.offer(task)) {
      LOG.warn("drill {}: too much waits for its thread; something was left out", id);
    }
  }

  /** Someone who listens. */
  private static final class Subscription {
    private final String participant;
    private final Consumer<StreamItem> listener;
    private volatile boolean open = true;

    Subscription(String participant, Consumer<StreamItem> listener) {
      this.participant = participant;
      this.listener = listener;
    }
  }

  /** Writes as the system. */
  private final class OwnPen implements Pen {
    @Override
    public Ledger ledger() {
      return ledger;
    }

    @Override
    public void write(JournalEvent... events) {
      List<Entry> entries = new ArrayList<>();
      for (JournalEvent event : events) {
        entries.add(entry(Entry.SYSTEM, Entry.Role.SYSTEM, "", "", entries.size() + 1, event));
      }
      append(entries, null);
    }

    @Override
    public void post(Runnable task) {
      Drill.this.post(task);
    }

    @Override
    public void changed() {
      publish(List.of());
    }

    @Override
    public long nanos() {
      return clock.nanos() - openedNanos;
    }

    @Override
    public long millis() {
      return clock.epochMillis();
    }
  }
}

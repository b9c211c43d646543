package dev.pagefault.drill;

import dev.pagefault.control.Production;
import dev.pagefault.journal.Entry;
import dev.pagefault.journal.JournalEvent;
import dev.pagefault.journal.Json;
import dev.pagefault.journal.Receipt;
import dev.pagefault.scoring.Scorecard;
import dev.pagefault.telemetry.Telemetry;
import dev.pagefault.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
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

  private final String id;
  private final Clock clock;
  private final Assignment assignment;
  private final Evidence evidence;
  private final Mailbox mailbox;
  private final Course course;
  private final Docket docket;
  private final Scribe scribe;
  private final Views views = new Views();
  private final Listeners listeners = new Listeners(views, this::view);
  private final long openedNanos;
  private volatile boolean live;
  private boolean acting;

  /** The drill of these events; not live until {@link #begin} or {@link #resume}. */
  Drill(
      String id,
      List<Entry> entries,
      List<Receipt> receipts,
      String salt,
      Assignment assignment,
      Surroundings around) {
    this.id = id;
    this.clock = around.clock();
    this.assignment = assignment;
    this.evidence = new Evidence(assignment);
    this.mailbox = new Mailbox("drill-" + id, Bounds.MAILBOX);
    entries.forEach(views::fold);
    this.openedNanos = clock.nanos() - (entries.isEmpty() ? 0 : entries.getLast().atNanos());
    // Whoever acts can be refused and try again; what happened by itself has happened.
    this.scribe =
        new Scribe(id, around, views, listeners, mailbox, openedNanos, () -> live && !acting);
    JournalEvent.Opened opened =
        Objects.requireNonNull(views.ledger().opened(), "a journal begins with it");
    this.course =
        new Course(
            scribe,
            assignment,
            opened.seed(),
            around.productions(),
            around.timings(),
            around.watch(),
            new Sealed(opened.envelopeSha256(), salt));
    this.docket = new Docket(scribe, receipts);
  }

  /** Its id. */
  public String id() {
    return id;
  }

  /** The participant who opened it. */
  public String opener() {
    return views.opener();
  }

  /** Whether it runs here, or waits for its production. */
  boolean live() {
    return live && !state().over();
  }

  /** Where it stands. */
  public DrillState state() {
    return views.state(live);
  }

  /** Starts the course of a new drill. */
  void begin() {
    live = true;
    scribe.post(course::start);
  }

  /** Sets an interrupted drill up again; completes once that is written. */
  CompletableFuture<Drill> resume() {
    return onThread(() -> {
      if (state() != DrillState.INTERRUPTED) {
        throw ActRefused.conflict(
            "only a drill whose server died can be resumed; it is " + state());
      }
      if (!course.sealed()) {
        throw ActRefused.conflict(
            "its scenario was changed meanwhile, and the sealed answer with it; close the drill");
      }
      scribe.write(
          new JournalEvent.Restarted(
              "The server had stopped; everything is set up again as it was"));
      live = true;
      for (Ledger.Made made : views.ledger().made().values()) {
        if (made.settled() == null) {
          scribe.write(
              new JournalEvent.ChangeSettled(
                  made.change().id(), false, "The server stopped before it took hold"));
        }
      }
      course.start();
      return this;
    });
  }

  /** Ends an interrupted drill with what is there. */
  CompletableFuture<Drill> finish() {
    return onThread(() -> {
      if (state() != DrillState.INTERRUPTED) {
        throw ActRefused.conflict(
            "only a drill whose server died can be closed so; it is " + state());
      }
      if (course.sealed()) {
        course.end("closed", "Closed after the server had stopped");
      } else {
        course.end("invalid", "Its scenario was changed meanwhile; the drill doesn't count");
      }
      return this;
    });
  }

  private <T> CompletableFuture<T> onThread(Supplier<T> task) {
    CompletableFuture<T> done = new CompletableFuture<>();
    scribe.post(() -> {
      try {
        done.complete(task.get());
      } catch (RuntimeException e) {
        done.completeExceptionally(Docket.refusal(e));
      }
    });
    return done;
  }

  /**
   * Looks at the clock, unless its thread is busy: while the journal is away pulses don't pile up.
   */
  void pulse() {
    if (mailbox.idle()) {
      scribe.post(course::pulse);
    }
  }

  /** Lets go of what a production measured, once that is given back. */
  void forget() {
    scribe.post(course::forget);
  }

  /** When it was opened, on the server's monotonic clock. */
  long openedNanos() {
    return openedNanos;
  }

  /** Whether its thread has nothing to do. */
  boolean idle() {
    return mailbox.idle();
  }

  /** Lets go of the production without ending the drill: it can be resumed later. */
  void stop() {
    live = false;
    scribe.post(course::release);
  }

  /** Adds someone, late or at the start; completes with the participant's id. */
  public CompletableFuture<String> join(String name, List<Entry.Role> roles) {
    return onThread(() -> {
      if (roles.isEmpty() || roles.contains(Entry.Role.SYSTEM)) {
        throw ActRefused.invalid("roles", "at least one role of a participant");
      }
      Sent.room("participants", views.ledger().people().size(), Bounds.PARTICIPANTS);
      String participant = "p" + (views.ledger().people().size() + 1);
      JournalEvent event =
          new JournalEvent.Joined(Sent.text("name", name, Bounds.NAME), List.copyOf(roles));
      List<Entry> entries = new ArrayList<>();
      scribe.stamp().add(entries, participant, roles.getFirst(), "", "", List.of(event));
      scribe.append(entries, null);
      return participant;
    });
  }

  /**
   * Does an act; completes once it is durable. The same key of the same client gets the first
   * answer again. Fails with {@link ActRefused}; then nothing was done.
   */
  public CompletableFuture<ActResult> act(Actor actor, String key, Act act) {
    try {
      Sent.text("Idempotency-Key", key, Bounds.ID);
      Sent.text("client", actor.client(), Bounds.ID);
    } catch (ActRefused e) {
      return CompletableFuture.failedFuture(e);
    }
    CompletableFuture<ActResult> done = new CompletableFuture<>();
    Runnable perform =
        () ->
            docket.perform(
                actor, key, () -> reply(actor, act), now -> write(now, actor, key), done);
    if (!mailbox.offer(perform)) {
      done.completeExceptionally(
          ActRefused.unavailable("the drill can't keep up; try again in a moment"));
    }
    return done;
  }

  private Reply reply(Actor actor, Act act) {
    Ledger.Person person = views.person(actor.participant());
    if (state() == DrillState.INTERRUPTED) {
      throw ActRefused.conflict("the server was stopped meanwhile; resume the drill, or close it");
    }
    if (views.ledger().size() >= Bounds.EVENTS && !ends(act)) {
      throw ActRefused.conflict("the drill's journal is full; resolve or abandon it");
    }
    Situation at =
        new Situation(
            views.ledger(),
            assignment,
            evidence,
            clock.epochMillis(),
            course.production(),
            course.watch(),
            course.healthy());
    acting = true;
    try {
      return Acts.of(at, scribe, course, actor, person, act);
    } finally {
      acting = false;
    }
  }

  private static boolean ends(Act act) {
    return act instanceof Act.Resolve || act instanceof Act.Abandon || act instanceof Act.Reveal;
  }

  private ActResult write(Reply.Now now, Actor actor, String key) {
    Entry.Role role = views.person(actor.participant()).role();
    List<Entry> entries = new ArrayList<>();
    scribe.stamp().add(entries, actor.participant(), role, actor.client(), key, now.events());
    scribe.stamp().add(entries, now.echo());
    ActResult result = now.result().apply(views.ledger().seq() + entries.size());
    if (!entries.isEmpty()) {
      String answer = Json.strict().writeValueAsString(result);
      scribe.append(entries, new Receipt(id, actor.client(), key, answer));
    }
    after(now, entries.isEmpty());
    return result;
  }

  /** What is written stays done, whatever follows; where nothing was written, a failure refuses. */
  private void after(Reply.Now now, boolean nothingWritten) {
    try {
      now.after().run();
    } catch (RuntimeException e) {
      if (nothingWritten) {
        throw e;
      }
      LOG.error("drill {}: an act was written, but what follows it failed", id, e);
    }
  }

  /** The drill as a participant may see it. Throws {@link ActRefused} for a stranger. */
  public DrillView view(String participant) {
    return views.view(
        participant, assignment, live, scribe.nanos(), live ? course.phase().progress() : null);
  }

  /**
   * Hears everything after a sequence number: what is past at once, then the state, then what
   * comes; one call at a time, on the drill's thread, so listeners must not block. Until the
   * returned action is run. Throws {@link ActRefused} for a stranger.
   */
  public Runnable subscribe(String participant, long afterSeq, Consumer<StreamItem> listener) {
    views.person(participant);
    Listeners.Listener added = new Listeners.Listener(participant, listener);
    scribe.post(() -> listeners.add(added, afterSeq));
    return () -> {
      added.close();
      scribe.post(() -> listeners.remove(added));
    };
  }

  /** The running production, or null: not yet there, or stopped. */
  public @Nullable Production production() {
    return course.shown();
  }

  /** What its production measured, after the end too. Null before, and for an earlier server's. */
  public @Nullable Telemetry telemetry() {
    return course.telemetry();
  }

  /** Everything that it is played from. As secret as the answer. */
  public Assignment assignment() {
    return assignment;
  }

  /** When its mesh was seen healthy before the fault, or null: not yet. */
  public JournalEvent.@Nullable Warmed healthy() {
    return views.healthy();
  }

  /** The whole journal once the drill is revealed; before, an {@link ActRefused} conflict. */
  public List<Entry> journal() {
    return views.journal();
  }

  /** How far the debrief is: 1 to 8; 0 before the reveal. */
  public int revealStep() {
    return views.revealStep();
  }

  /** The scorecard once the drill is revealed, or null. */
  public @Nullable Scorecard score() {
    return views.card();
  }

  /**
   * The journal as lines of JSON: after the reveal every event, before only what the participant's
   * timeline shows.
   */
  public List<String> export(String participant) {
    return views.export(participant);
  }
}

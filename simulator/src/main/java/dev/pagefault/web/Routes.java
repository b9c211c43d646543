package dev.pagefault.web;

import dev.pagefault.drill.ActRefused;
import dev.pagefault.journal.JournalException;
import dev.pagefault.telemetry.QueryException;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table of routes while it is written: what answers which method of which path. Once all are
 * named, {@link #close} adds the answers for methods that a path doesn't know.
 */
final class Routes {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

  /** Under which key a request's route template is kept, for metrics. */
  static final String TEMPLATE = "template";

  private final Router router;
  private final Calls calls;
  private final BodyHandler bodies =
      BodyHandler.create(false).setBodyLimit(WebConfig.MAX_BODY_BYTES);
  private final Map<String, List<HttpMethod>> methods = new LinkedHashMap<>();

  Routes(Router router, Calls calls) {
    this.router = router;
    this.calls = calls;
  }

  /** Answers {@code GET template}; parameters are written {@code {name}}. */
  void get(String template, Answer answer) {
    add(HttpMethod.GET, template).handler(context -> work(context, Buffer.buffer(), answer));
  }

  /** The same for reads that cost processor time: they take turns. */
  void query(String template, Answer answer) {
    get(template, call -> calls.query(() -> answer.to(call)));
  }

  /** Answers {@code POST template} with a JSON body, or none. */
  void post(String template, Answer answer) {
    add(HttpMethod.POST, template)
        .handler(context -> {
          Buffer body = context.body().buffer();
          Buffer read = body == null ? Buffer.buffer() : body;
          if (read.length() > 0 && !isJson(context)) {
            refuse(
                context,
                Problem.of(
                        Problem.Kind.MEDIA_TYPE_NOT_SUPPORTED,
                        "send JSON, with Content-Type: application/json")
                    .in("Content-Type"));
            return;
          }
          work(context, read, answer);
        });
  }

  /** Hands {@code GET template} over as it is, on the event loop. */
  void stream(String template, io.vertx.core.Handler<RoutingContext> handler) {
    add(HttpMethod.GET, template).handler(handler);
  }

  /** Ends the table. */
  void close() {
    methods.forEach((template, known) ->
        router
            .route(pattern(template))
            .handler(context -> {
              String allow = known.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
              send(
                  context,
                  Reply.problem(
                          Problem.of(
                              Problem.Kind.METHOD_NOT_ALLOWED,
                              context.request().method() + " isn't possible here; use " + allow))
                      .with("Allow", allow));
            }));
  }

  private Route add(HttpMethod method, String template) {
    methods.computeIfAbsent(template, none -> new ArrayList<>()).add(method);
    Route route = router.route(method, pattern(template));
    if (method.equals(HttpMethod.POST)) {
      route.handler(bodies); // Vert.x wants it before any other
    }
    return route.handler(context -> {
      context.put(TEMPLATE, template);
      context.next();
    });
  }

  private static String pattern(String template) {
    return template.replaceAll("\\{(\\w+)}", ":$1");
  }

  private static boolean isJson(RoutingContext context) {
    String type = context.request().getHeader("Content-Type");
    return type != null && type.split(";", 2)[0].trim().equalsIgnoreCase("application/json");
  }

  private void work(RoutingContext context, Buffer body, Answer answer) {
    String template = context.get(TEMPLATE);
    boolean api = template != null && template.startsWith("/api/");
    Call call =
        new Call(
            api ? Visitor.welcomed(context) : Visitor.passing(context),
            Map.copyOf(context.pathParams()),
            context.queryParams(),
            context.request().headers(),
            body);
    Context loop = context.vertx().getOrCreateContext(); // the event loop that this runs on
    boolean taken =
        calls.run(() -> {
          Reply reply = replyTo(call, answer);
          loop.runOnContext(none -> send(context, reply));
        });
    if (!taken) {
      refuse(
          context,
          Problem.of(
              Problem.Kind.BUSY,
              "the server works on "
                  + Calls.MAX_AT_WORK
                  + " calls already; try again in a second"));
    }
  }

  private static Reply replyTo(Call call, Answer answer) {
    try {
      return answer.to(call);
    } catch (Exception | StackOverflowError e) {
      return Reply.problem(problem(e));
    }
  }

  /** What to say about something thrown; a bug's own words stay in the log. */
  static Problem problem(Throwable thrown) {
    return switch (thrown) {
      case Refusal refusal -> refusal.problem();
      case ActRefused refused -> refused(refused);
      case QueryException e ->
          Problem.of(Problem.Kind.INVALID, e.getMessage()).in("query").at(e.position());
      case JournalException e -> Problem.of(Problem.Kind.BUSY, e.getMessage());
      case java.util.concurrent.ExecutionException e when e.getCause() != null ->
          problem(e.getCause());
      case java.util.concurrent.CompletionException e when e.getCause() != null ->
          problem(e.getCause());
      case java.util.concurrent.TimeoutException e ->
          Problem.of(
              Problem.Kind.TOOK_TOO_LONG,
              "no answer in time; what was asked may still happen, so read the state before trying again");
      default -> {
        LOG.error("A call failed", thrown);
        yield Problem.of(Problem.Kind.FAILED, "a bug in the server; its log on stderr says more");
      }
    };
  }

  private static Problem refused(ActRefused refused) {
    Problem.Kind kind =
        switch (refused.kind()) {
          case INVALID -> Problem.Kind.INVALID;
          case CONFLICT -> Problem.Kind.NOT_NOW;
          case FORBIDDEN -> Problem.Kind.NOT_A_PARTICIPANT;
          case UNAVAILABLE -> Problem.Kind.BUSY;
        };
    String field = refused.field();
    return Problem.of(kind, refused.getMessage())
        .in(field == null || field.isEmpty() ? null : field);
  }

  /** Answers with a problem. */
  static void refuse(RoutingContext context, Problem problem) {
    send(context, Reply.problem(problem));
  }

  /** Sends a reply; on the request's own event loop. */
  static void send(RoutingContext context, Reply reply) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(reply.status()).putHeader("Content-Type", reply.mediaType());
    if (!response.headers().contains("Cache-Control")) {
      response.putHeader("Cache-Control", "no-store");
    }
    reply.headers().forEach(response::putHeader);
    response.end(reply.body()).onFailure(e -> LOG.debug("The client left before the answer", e));
  }

  /** What a route does: from a call to its reply, on a virtual thread that may wait. */
  interface Answer {
    /** The reply; throws {@link Refusal} for what is a problem. */
    Reply to(Call call) throws Exception;
  }
}

package dev.pagefault.web;

import dev.pagefault.drill.Act;
import dev.pagefault.drill.ActReader;
import dev.pagefault.drill.Actor;
import java.util.regex.Pattern;

/** Doing something in a drill. What is answered with 200 is durable. */
final class ActRoutes {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final Door door;

  ActRoutes(Door door) {
    this.door = door;
  }

  void name(Routes routes) {
    routes.post("/api/v1/drills/{id}/acts", this::act);
  }

  private Reply act(Call call) throws Exception {
    Door.Room room = door.room(call);
    String key = key(call);
    Act act = ActReader.read(call.body().toString());
    Actor actor = new Actor(room.participant(), call.visitor().client());
    return Reply.json(Door.await(room.drill().act(actor, key, act)));
  }

  private static String key(Call call) {
    String key = call.headers().get("Idempotency-Key");
    if (key == null || key.isEmpty()) {
      throw new Refusal(
          Problem.of(
                  Problem.Kind.NO_IDEMPOTENCY_KEY,
                  "send Idempotency-Key with a UUID of your choice, the same when you send this act again")
              .in("Idempotency-Key"));
    }
    if (!KEY.matcher(key).matches()) {
      throw Refusal.invalid(
          "Idempotency-Key", "it takes 1 to 64 letters, digits, dots, underlines and hyphens");
    }
    return key;
  }
}

package dev.pagefault.drill;

/**
 * Who acts.
 *
 * @param participant id of a participant of the drill
 * @param client browser tab or program; idempotency keys are unique within it
 */
public record Actor(String participant, String client) {}

package dev.pagefault.toxiproxy;

/**
 * What a server holds open at this moment.
 *
 * @param listeners ports that accept clients of proxies
 * @param connections clients that are connected through them
 * @param timers delays of toxics that are under way
 */
public record Census(int listeners, int connections, int timers) {}

package dev.pagefault.telemetry;

/**
 * Who a batch came from; the collector puts these on each series as labels, leaving out those that
 * are empty.
 *
 * @param service service, datastore or queue; {@code users} for what customers saw
 * @param region where it runs, or empty
 * @param instance unique in its mesh, or empty
 * @param version what runs there, or empty
 */
public record Identity(String service, String region, String instance, String version) {}

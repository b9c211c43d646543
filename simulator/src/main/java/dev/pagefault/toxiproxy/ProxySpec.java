package dev.pagefault.toxiproxy;

/** A proxy as it is asked for. */
record ProxySpec(String name, String listen, String upstream, boolean enabled) {

  ProxySpec {
    if (name.length() > Limits.MAX_NAME_CHARS) {
      throw new Refused(400, "name: longer than " + Limits.MAX_NAME_CHARS + " characters");
    }
    Address.check("listen tcp", listen);
    Address.check("dial tcp", upstream);
  }
}

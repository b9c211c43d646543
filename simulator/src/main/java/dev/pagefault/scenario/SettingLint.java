package dev.pagefault.scenario;

import org.jspecify.annotations.Nullable;

/**
 * Says which value a setting of a service can't take, wherever it is written: in the service, in a
 * release or in a change.
 */
final class SettingLint {
  private SettingLint() {}

  /** Checks one; null is none, and as good as any. */
  static void value(
      Topology.Service service, Source source, String key, @Nullable String value, String path) {
    if (value != null) {
      FieldStepLint.value(service, source, key, value, path);
      MemoryLint.value(source, service.cores(), key, value, path);
      CertificateLint.value(service, source, key, value, path);
    }
  }
}

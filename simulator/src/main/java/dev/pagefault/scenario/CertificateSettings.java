package dev.pagefault.scenario;

/** The setting by which a service chooses among its certificates. */
public final class CertificateSettings {
  /** Name of the certificate that is served; only where a service has any. */
  public static final String KEY = "tls.certificate";

  private CertificateSettings() {}
}

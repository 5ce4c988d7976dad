package dev.tilth.testing.kit;

/** Brings a service's schema and data to a database, all of it, as the service's start does. */
@FunctionalInterface
public interface Deployment {

  /**
   * Runs in several threads at once and many times, so it builds what it needs anew each time.
   *
   * @param url {@code postgresql://user:password@host:port/name}, sometimes of a proxy that breaks
   *     the connection; the only way to the database that it may use
   * @throws Exception where not everything was done; a deployment that reports a failure in a value
   *     must throw it
   */
  void run(String url) throws Exception;
}

package dev.tilth.testing;

/** Where the test server comes from. */
interface ServerHost extends AutoCloseable {

  ServerAddress address();

  /** A database to connect to for creating others. */
  String maintenanceDatabase();

  /** Whether the databases must be dropped, because the server lives longer than we do. */
  boolean outlivesUs();

  @Override
  void close();
}

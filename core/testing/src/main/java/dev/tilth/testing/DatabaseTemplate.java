package dev.tilth.testing;

/**
 * Fills the database that the fresh ones are copied from. Needs a constructor without parameters,
 * and must close its connections: PostgreSQL copies only a database to which nobody is connected.
 */
@FunctionalInterface
public interface DatabaseTemplate {

  /** Runs once per server and implementation class. */
  void prepare(TestDatabase database) throws Exception;

  /** Nothing but what every database has. */
  final class Empty implements DatabaseTemplate {

    @Override
    public void prepare(TestDatabase database) {
      // Empty as it is.
    }
  }
}

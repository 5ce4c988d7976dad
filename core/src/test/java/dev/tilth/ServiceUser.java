package dev.tilth;

import dev.tilth.testing.TestDatabase;
import java.util.UUID;

/** A user as services have them, who owns nothing and may write nothing of his own accord. */
final class ServiceUser implements AutoCloseable {

  private final TestDatabase database;
  private final String name = "service_" + UUID.randomUUID().toString().substring(0, 8);
  private final String password = UUID.randomUUID().toString();

  ServiceUser(TestDatabase database) {
    this.database = database;
    database.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(name, password));
    database.execute("ALTER ROLE %s SET default_transaction_read_only = on".formatted(name));
  }

  String name() {
    return name;
  }

  String url() {
    return database.url().replaceFirst("//[^@]*@", "//%s:%s@".formatted(name, password));
  }

  @Override
  public void close() {
    database.execute("DROP OWNED BY " + name);
    database.execute("DROP ROLE " + name);
  }
}

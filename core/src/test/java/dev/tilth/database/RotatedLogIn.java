package dev.tilth.database;

import dev.tilth.spi.Secret;
import dev.tilth.spi.SecretStore;
import dev.tilth.spi.TilthException;
import dev.tilth.testing.TestDatabase;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A user whose password is changed, and the store that has it. The store's cache keeps the first
 * password.
 */
public final class RotatedLogIn implements SecretStore, AutoCloseable {

  public static final String ID = "app/db";

  private final TestDatabase database;
  private final String user = "tilth_" + UUID.randomUUID().toString().substring(0, 8);
  private final AtomicInteger fetches = new AtomicInteger();
  private final AtomicInteger renewals = new AtomicInteger();
  private final String first;
  private String password;
  private Supplier<String> text;

  public RotatedLogIn(TestDatabase database) {
    this.database = database;
    this.first = newPassword();
    this.password = first;
    this.text = () -> "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(user, password);
    database.execute("CREATE ROLE %s LOGIN SUPERUSER PASSWORD '%s'".formatted(user, password));
  }

  /** Marked, so that a test can tell that it is nowhere to be seen. */
  private static String newPassword() {
    return "s3cret-" + UUID.randomUUID();
  }

  /** Sets another password, in the database and in the store. */
  public void rotate() {
    password = newPassword();
    database.execute("ALTER ROLE %s PASSWORD '%s'".formatted(user, password));
  }

  /** Sets another password in the database: the store learns of it later, or never. */
  public void rotateInDatabaseOnly() {
    database.execute("ALTER ROLE %s PASSWORD '%s'".formatted(user, newPassword()));
  }

  /** What the store says from here on. */
  void holds(String newText) {
    text = () -> newText;
  }

  void failsWith(TilthException failure) {
    text =
        () -> {
          throw failure;
        };
  }

  public String user() {
    return user;
  }

  String password() {
    return password;
  }

  int fetches() {
    return fetches.get();
  }

  public int renewals() {
    return renewals.get();
  }

  /** With the password of now. */
  public DatabaseAddress address() {
    return address(password);
  }

  DatabaseAddress address(@Nullable String said) {
    String logIn = said == null ? user : user + ":" + said;
    return DatabaseAddress.parse(database.url().replaceFirst("//[^@]*@", "//" + logIn + "@"));
  }

  /** The way in for who knows the password of now and where the later ones are. */
  public DatabaseAccess access() {
    return DatabaseAccess.to(address(), secret());
  }

  StoredSecret secret() {
    return StoredSecret.in(this, ID);
  }

  @Override
  public Secret fetch(String id) {
    fetches.incrementAndGet();
    return Secret.of(text.get().replace(password, first));
  }

  @Override
  public Secret fetchAnew(String id) {
    renewals.incrementAndGet();
    return Secret.of(text.get());
  }

  @Override
  public void close() {
    database.execute("REASSIGN OWNED BY %s TO CURRENT_USER".formatted(user));
    database.execute("DROP OWNED BY %s".formatted(user));
    database.execute("DROP ROLE %s".formatted(user));
  }
}

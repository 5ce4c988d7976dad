package dev.tilth.config;

import dev.tilth.database.DatabaseAddress;
import dev.tilth.database.Encryption;
import dev.tilth.database.EncryptionTerms;
import dev.tilth.database.InvalidDatabaseAddressException;
import dev.tilth.database.Pooler;
import dev.tilth.database.SessionSettings;
import dev.tilth.track.TrackerSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Reads {@code tilth.database}, {@code tilth.tracker} and the schema of the migrations. */
final class DatabaseReader {

  private static final String CONNECT_TIMEOUT = "tilth.database.connect-timeout";
  private static final String LOCK_TIMEOUT = "tilth.database.lock-timeout";
  private static final String STATEMENT_TIMEOUT = "tilth.database.statement-timeout";
  private static final String POOLER = "tilth.database.pooler";
  private static final String TRACKER_SCHEMA = "tilth.tracker.schema";
  private static final String MIGRATIONS_SCHEMA = "tilth.migrations.schema";
  private static final String HISTORY_TABLE = "tilth.migrations.history-table";

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST_CONNECT = Duration.ofMinutes(10);
  private static final Duration LONGEST_LOCK = Duration.ofHours(1);
  private static final Duration LONGEST_STATEMENT = Duration.ofDays(7);

  private final SettingsReader reader;

  DatabaseReader(SettingsReader reader) {
    this.reader = reader;
  }

  DatabaseSettings read() {
    Optional<DatabaseAddress> url = address(Keys.DATABASE_URL, DatabaseAddress::parse);
    Optional<DatabaseAddress> secret =
        address(Keys.DATABASE_SECRET, DatabaseAddress::fromSecretJson);
    Optional<DatabaseAddress> direct = address(Keys.DATABASE_DIRECT_URL, DatabaseAddress::parse);
    Optional<DatabaseAddress> address = url.or(() -> secret);
    TrackerSettings tracker = tracker(address);
    EncryptionTerms encryption = encryption();
    return new DatabaseSettings(
        address.map(encryption::on),
        direct.map(encryption::on),
        reader.read(Keys.DATABASE_SECRET_ID, SecretIds::accepted),
        encryption,
        session(address, tracker),
        tracker);
  }

  private Optional<DatabaseAddress> address(String key, Function<String, DatabaseAddress> parse) {
    Optional<DatabaseAddress> address = reader.readSecret(key, text -> accepted(parse, text));
    address.ifPresent(found -> reader.showAs(key, found.display()));
    return address;
  }

  private static DatabaseAddress accepted(Function<String, DatabaseAddress> parse, String text) {
    try {
      return parse.apply(text);
    } catch (InvalidDatabaseAddressException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** What a URL does not say; the JSON of a secret never says it. */
  private EncryptionTerms encryption() {
    return new EncryptionTerms(
        reader.read(Keys.DATABASE_SSL_MODE, Values.word(Encryption.class, Encryption::word)),
        reader.text(Keys.DATABASE_SSL_ROOT_CERT));
  }

  private TrackerSettings tracker(Optional<DatabaseAddress> address) {
    TrackerSettings defaults = TrackerSettings.DEFAULT;
    String fromUrl = address.flatMap(DatabaseAddress::schema).orElse(defaults.historySchema());
    String schema = name(TRACKER_SCHEMA, defaults.schema());
    String migrations = name(MIGRATIONS_SCHEMA, fromUrl);
    String table = name(HISTORY_TABLE, defaults.historyTable());
    try {
      return new TrackerSettings(schema, migrations, table);
    } catch (IllegalArgumentException e) {
      // Each is a name by now, but for the schema of a URL.
      boolean same = schema.equals(migrations);
      reader.problem(
          same ? TRACKER_SCHEMA : Keys.DATABASE_URL,
          same ? String.valueOf(e.getMessage()) : "Its parameter schema: " + e.getMessage());
      return defaults;
    }
  }

  private String name(String key, String otherwise) {
    return reader.read(key, DatabaseReader::checkedName, otherwise, Function.identity());
  }

  /** The rule is the tracker's. */
  private static String checkedName(String name) {
    if (!TrackerSettings.isName(name)) {
      throw new IllegalArgumentException(
          "Expected is a lower-case name: a letter or underscore, then at most 62 letters, digits"
              + " or underscores.");
    }
    return name;
  }

  private SessionSettings session(Optional<DatabaseAddress> address, TrackerSettings tracker) {
    SessionSettings defaults = SessionSettings.DEFAULTS.withSearchPath(tracker.historySchema());
    Duration connect =
        address.flatMap(DatabaseAddress::connectTimeout).orElse(defaults.connectTimeout());
    SessionSettings session =
        defaults
            .withConnectTimeout(
                timeout(CONNECT_TIMEOUT, Duration.ofSeconds(1), LONGEST_CONNECT, connect))
            .withLockTimeout(timeout(LOCK_TIMEOUT, SHORTEST, LONGEST_LOCK, defaults.lockTimeout()))
            .withStatementTimeout(
                timeout(
                    STATEMENT_TIMEOUT, SHORTEST, LONGEST_STATEMENT, defaults.statementTimeout()))
            .withPooler(
                reader.read(
                    POOLER,
                    Values.word(Pooler.class, Pooler::word),
                    defaults.pooler(),
                    Pooler::word));
    return named(session, address);
  }

  private SessionSettings named(SessionSettings session, Optional<DatabaseAddress> address) {
    try {
      return address
          .flatMap(DatabaseAddress::applicationName)
          .map(session::withApplicationName)
          .orElse(session);
    } catch (IllegalArgumentException e) {
      reader.problem(Keys.DATABASE_URL, String.valueOf(e.getMessage()));
      return session;
    }
  }

  private Duration timeout(String key, Duration least, Duration most, Duration otherwise) {
    return reader.read(key, Values.duration(least, most), otherwise, Values::shown);
  }
}

package dev.tilth.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tilth.spi.FailureKind;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.PgBouncer;
import dev.tilth.testing.faults.PoolSettings;
import dev.tilth.testing.faults.PoolSettings.Authentication;
import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pooler that has the passwords itself refuses one that was changed, in its own words. */
@PostgresTest
final class PooledLogInIT {

  private TestDatabase database;
  private RotatedLogIn logIn;
  private DatabaseAddress old;

  @BeforeEach
  void rotate(TestDatabase given) {
    assumeTrue(
        PgBouncer.isInstalled(),
        "NOT TESTED: pgbouncer is not installed. On Debian: apt-get install pgbouncer");
    database = given.another();
    logIn = new RotatedLogIn(database);
    old = logIn.address();
    logIn.rotate();
  }

  @AfterEach
  void drop() {
    if (logIn != null) {
      logIn.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN, extra_float_digits",
    "MD5,   extra_float_digits",
    "SCRAM, extra_float_digits",
    "SCRAM, 'extra_float_digits,options'"
  })
  void aChangedPasswordIsFetchedAfterThePoolersRefusal(
      Authentication authentication, String ignored) throws Exception {
    try (PgBouncer pooler = pooler(authentication, ignored);
        Connection connection = through(pooler).open()) {
      assertThat(connection.isValid(0)).isTrue();
      assertThat(logIn.renewals()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"PLAIN", "MD5", "SCRAM"})
  void aSecretThatHoldsWhatWasRefusedIsToldAsThatOfALogIn(Authentication authentication) {
    logIn.holds(
        "{\"username\": \"%s\", \"password\": \"%s\"}"
            .formatted(old.user(), old.password().orElseThrow().reveal()));
    try (PgBouncer pooler = pooler(authentication, "extra_float_digits")) {
      assertThatThrownBy(() -> through(pooler).open().close())
          .isInstanceOfSatisfying(
              LoginRejectedException.class,
              refused -> assertThat(refused.kind()).isEqualTo(FailureKind.DATABASE_UNREACHABLE))
          .hasMessageContainingAll("SQLSTATE 08P01", "holds the same log-in still");
    }
  }

  private PgBouncer pooler(Authentication authentication, String ignored) {
    return PgBouncer.inFrontOf(
        database,
        PoolSettings.TRANSACTION
            .ignoring(ignored.split(","))
            .asking(authentication, Map.of(logIn.user(), logIn.password())));
  }

  private Connections through(PgBouncer pooler) {
    String place = DatabaseAddress.parse(pooler.url(database)).hostsAndPorts();
    DatabaseAddress address =
        DatabaseAddress.parse(
            "postgresql://%s:%s@%s/%s"
                .formatted(
                    old.user(), old.password().orElseThrow().reveal(), place, database.name()));
    return Connections.to(DatabaseAccess.to(address, logIn.secret()), SessionSettings.DEFAULTS);
  }
}

package dev.tilth.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords that are really changed between one connection and the next. */
@PostgresTest
final class DatabaseAccessIT {

  private static final String SECRET = "s3cret";
  private static final int WORKERS = 16;

  private TestDatabase database;
  private RotatedLogIn logIn;

  @BeforeEach
  void create(TestDatabase given) {
    database = given.another();
    logIn = new RotatedLogIn(database);
  }

  @AfterEach
  void drop() {
    logIn.close();
  }

  @Test
  void aPasswordThatHoldsIsNoReasonToFetchAnything() throws SQLException {
    assertThat(userOf(to(logIn.access()))).isEqualTo(logIn.user());

    assertThat(logIn.fetches() + logIn.renewals()).isZero();
  }

  @Test
  void aChangedPasswordIsFetchedOnceForAllConnectionsThatFollow() throws SQLException {
    Connections connections = to(logIn.access());
    logIn.rotate();

    for (int i = 0; i < 3; i++) {
      assertThat(userOf(connections)).isEqualTo(logIn.user());
    }
    assertThat(logIn.renewals()).isEqualTo(1);
  }

  @Test
  void everyFurtherChangeIsFetchedOnceAsWell() throws SQLException {
    Connections connections = to(logIn.access());
    for (int i = 1; i <= 3; i++) {
      logIn.rotate();

      assertThat(userOf(connections)).isEqualTo(logIn.user());
      assertThat(logIn.renewals()).isEqualTo(i);
    }
  }

  @Test
  void aSecretMayGoOnToAnotherUser() throws SQLException {
    try (RotatedLogIn other = new RotatedLogIn(database)) {
      Connections connections = to(logIn.access());
      logIn.rotateInDatabaseOnly();
      logIn.holds(json(other.user(), other.password()));

      assertThat(userOf(connections)).isEqualTo(other.user());
      assertThat(userOf(connections)).isEqualTo(other.user());
      assertThat(logIn.renewals()).isEqualTo(1);
    }
  }

  @Test
  void aSecretMayBeAPasswordAndNothingElse() throws SQLException {
    Connections connections = to(logIn.access());
    logIn.rotate();
    logIn.holds(logIn.password() + "\n");

    assertThat(userOf(connections)).isEqualTo(logIn.user());
  }

  @Test
  void withoutAPasswordTheSecretIsFetchedFirst() throws SQLException {
    Connections connections = to(DatabaseAccess.to(logIn.address(null), logIn.secret()));

    assertThat(userOf(connections)).isEqualTo(logIn.user());
    assertThat(userOf(connections)).isEqualTo(logIn.user());
    assertThat(logIn.fetches()).isEqualTo(1);
    assertThat(logIn.renewals()).isZero();
  }

  @Test
  void aSecretMayNameTheDatabaseToo() throws SQLException {
    DatabaseAddress address = logIn.address();
    logIn.holds(
        """
        {"engine": "postgres", "username": "%s", "password": "%s", "host": "%s", "port": %d, "dbname": "%s"}
        """
            .formatted(
                logIn.user(),
                logIn.password(),
                address.hosts().getFirst().name(),
                address.hosts().getFirst().port(),
                database.name()));
    DatabaseAccess access = DatabaseAccess.by(logIn.secret());
    assertThat(access).hasToString("the database of secret app/db");

    assertThat(userOf(to(access))).isEqualTo(logIn.user());
    assertThat(access).hasToString(address.display());
  }

  @Test
  void aStaleAnswerOfACacheIsFetchedAgainPastIt() throws SQLException {
    DatabaseAccess access = DatabaseAccess.to(logIn.address(null), logIn.secret());
    logIn.rotate();

    assertThat(userOf(to(access))).isEqualTo(logIn.user());
    assertThat(logIn.fetches()).isEqualTo(1);
    assertThat(logIn.renewals()).isEqualTo(1);
  }

  @Test
  void waysInThatShareASecretShareWhatWasFetched() throws SQLException {
    StoredSecret secret = logIn.secret();
    DatabaseAddress stale = logIn.address();
    logIn.rotate();

    for (int i = 0; i < 3; i++) {
      assertThat(userOf(to(DatabaseAccess.to(stale, secret)))).isEqualTo(logIn.user());
    }
    assertThat(logIn.renewals()).isEqualTo(1);
    assertThat(logIn.fetches()).isZero();
  }

  @Test
  void manyWorkersThatAreRefusedAtOnceFetchOnce() throws Exception {
    Connections connections = to(logIn.access());
    logIn.rotate();

    assertThat(atOnce(connections)).containsOnly(logIn.user());
    assertThat(logIn.renewals()).isEqualTo(1);
  }

  @Test
  void manyWorkersThatAreRefusedForGoodFetchOnceToo() throws Exception {
    Connections connections = to(logIn.access());
    logIn.rotateInDatabaseOnly();

    assertThat(atOnce(connections)).containsOnly("LoginRejectedException");
    assertThat(logIn.renewals()).isEqualTo(1);
  }

  @Test
  void aSecretThatHoldsWhatWasRefusedIsToldAndNotFetchedAgainAtOnce() {
    Connections connections = to(logIn.access());
    logIn.rotateInDatabaseOnly();

    for (int i = 0; i < 3; i++) {
      assertThat(rejected(connections))
          .hasMessageContainingAll(
              "SQLSTATE 28P01",
              "Secret app/db was fetched again and holds the same log-in still",
              "If it is being rotated");
    }
    assertThat(logIn.renewals()).isEqualTo(1);
  }

  @Test
  void aFreshPasswordThatIsRefusedTooEndsItAndSaysWhatWasTried() {
    Connections connections = to(logIn.access());
    logIn.rotateInDatabaseOnly();
    logIn.holds(json(logIn.user(), "s3cret-but-not-the-one"));

    assertThat(rejected(connections))
        .hasMessageContainingAll(
            "SQLSTATE 28P01",
            "So was the log-in before it, whereupon this one was fetched from secret app/db");
    assertThat(logIn.renewals()).isEqualTo(1);
  }

  @Test
  void aStoreThatFailsIsToldWithTheRefusal() {
    Connections connections = to(logIn.access());
    logIn.rotate();
    logIn.failsWith(new NoSecretStoreException(RotatedLogIn.ID, 0));

    assertThat(rejected(connections))
        .hasMessageContainingAll("SQLSTATE 28P01", "may have been changed", "tilth-aws-secrets")
        .hasNoSuppressedExceptions();
  }

  @Test
  void aSecretOfAnotherKindIsToldWithTheRefusal() {
    Connections connections = to(logIn.access());
    logIn.rotate();
    logIn.holds("{\"apiKey\": \"s3cret\"}");

    assertThat(rejected(connections)).hasMessageContainingAll("app/db", "it lacks password");
  }

  @Test
  void whereNoSecretIsNamedARefusalIsTheLastWord() {
    Connections connections = Connections.to(logIn.address(), SessionSettings.DEFAULTS);
    logIn.rotate();

    assertThat(rejected(connections))
        .hasMessageContainingAll("SQLSTATE 28P01", "Check the user name and the password")
        .hasMessageNotContaining("ecret app/db");
  }

  @Test
  void anotherRefusalIsNoMatterOfThePassword() {
    Connections connections = to(logIn.access());
    database.execute("ALTER ROLE %s NOLOGIN".formatted(logIn.user()));

    assertThat(rejected(connections)).hasMessageContaining("SQLSTATE 28000");
    assertThat(logIn.renewals()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%1$s,%2$s", "%2$s,%1$s"})
  void oneOfSeveralHostsIsEnoughWhereverItStands(String order) throws Exception {
    DatabaseAddress severalHosts = besideADeadHost(order);
    Connections connections = to(DatabaseAccess.to(severalHosts, logIn.secret()));
    logIn.rotate();

    assertThat(userOf(connections)).isEqualTo(logIn.user());
    assertThat(logIn.renewals()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%1$s,%2$s", "%2$s,%1$s"})
  void aRefusedPasswordCountsMoreThanThatAnotherHostIsStarting(String order) throws Exception {
    try (StartingServer starting = new StartingServer()) {
      Connections connections =
          to(DatabaseAccess.to(beside(starting.hostAndPort(), order), logIn.secret()));
      logIn.rotate();

      assertThat(userOf(connections)).isEqualTo(logIn.user());
      assertThat(logIn.renewals()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%1$s,%2$s", "%2$s,%1$s"})
  void whatAServerSaysIsToldRatherThanThatAnotherHostIsDead(String order) throws Exception {
    Connections connections = to(DatabaseAccess.to(besideADeadHost(order)));
    database.execute("ALTER ROLE %s NOLOGIN".formatted(logIn.user()));

    assertThat(rejected(connections)).hasMessageContaining("SQLSTATE 28000");
  }

  @Test
  void aRunThatIsStoppedWaitsForNoLogIn() throws Exception {
    SlowStore store = new SlowStore();
    StopSignal stop = new StopSignal();
    DatabaseAccess access =
        DatabaseAccess.to(logIn.address(null), StoredSecret.in(store, RotatedLogIn.ID));
    try (ExecutorService thread = Executors.newSingleThreadExecutor();
        WorkingConnections workers =
            new WorkingConnections(to(access), stop, OptionalLong.empty())) {
      Future<Connection> opening = thread.submit(workers::open);
      store.awaitAsked();

      stop.fire(new NoSecretStoreException("the reason", 0));

      assertThatThrownBy(() -> opening.get(30, TimeUnit.SECONDS))
          .rootCause()
          .hasMessageContaining("the reason");
      store.answer();
    }
  }

  @Test
  void aMissingStoreIsToldBeforeAnythingIsOpened() {
    DatabaseAccess access = DatabaseAccess.to(logIn.address(), StoredSecret.named("app/db"));

    assertThatThrownBy(() -> to(access))
        .isInstanceOf(NoSecretStoreException.class)
        .hasMessageContainingAll("app/db", "finds no dev.tilth.spi.SecretStore");
  }

  /** The driver remembers for ten seconds which port was dead: each test has its own. */
  private DatabaseAddress besideADeadHost(String order) throws IOException {
    return beside("127.0.0.1:" + closedPort(), order);
  }

  private DatabaseAddress beside(String other, String order) {
    String hosts = order.formatted(logIn.address().hostsAndPorts(), other);
    return DatabaseAddress.parse(
        "postgresql://%s:%s@%s/%s"
            .formatted(logIn.user(), logIn.password(), hosts, database.name()));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket closedAgain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return closedAgain.getLocalPort();
    }
  }

  private static Connections to(DatabaseAccess access) {
    return Connections.to(access, SessionSettings.DEFAULTS);
  }

  private static String json(String user, String password) {
    return "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(user, password);
  }

  private static String userOf(Connections connections) throws SQLException {
    try (Connection connection = connections.open();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT session_user")) {
      result.next();
      return String.valueOf(result.getString(1));
    }
  }

  private static LoginRejectedException rejected(Connections connections) {
    LoginRejectedException rejected =
        catchThrowableOfType(LoginRejectedException.class, () -> connections.open().close());
    assertThat(rejected.kind()).isEqualTo(FailureKind.DATABASE_UNREACHABLE);
    StringWriter all = new StringWriter();
    rejected.printStackTrace(new PrintWriter(all));
    assertThat(all.toString()).contains("28").doesNotContain(SECRET);
    return rejected;
  }

  /** The user of each, or what became of it instead. */
  private static List<String> atOnce(Connections connections) throws Exception {
    CyclicBarrier start = new CyclicBarrier(WORKERS);
    List<String> outcomes = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
      List<Future<String>> all = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        all.add(
            workers.submit(() -> {
              start.await();
              try {
                return userOf(connections);
              } catch (TilthException e) {
                return e.getClass().getSimpleName();
              }
            }));
      }
      for (Future<String> each : all) {
        outcomes.add(each.get());
      }
    }
    return outcomes;
  }
}

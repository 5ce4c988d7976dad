package dev.tilth.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deployments of plain SQL, right ones and wrong ones. */
@PostgresTest
final class SeederKitIT {

  private static final String RIGHT =
      "INSERT INTO town VALUES ('par', 'Paris'), ('que', 'Québec') ON CONFLICT DO NOTHING";

  private TestDatabase start;

  @BeforeEach
  void schema(TestDatabase given) {
    start = given.another();
    start.execute(
        """
        CREATE TABLE town (code text PRIMARY KEY, name text NOT NULL);
        CREATE TABLE visit (
          id bigint GENERATED ALWAYS AS IDENTITY, at timestamptz DEFAULT clock_timestamp(), town text
        );
        """);
  }

  @Test
  void a_right_deployment_passes_all_checks_and_leaves_the_database_as_it_is() {
    SeederKit kit = SeederKit.of(start, once(RIGHT)).otherCuts(10).rivals(4);

    assertThatCode(() -> kit.repeatedBy(once(RIGHT)).check()).doesNotThrowAnyException();

    assertThat(start.column("TABLE town")).isEmpty();
  }

  @Test
  void a_second_deployment_that_writes_the_same_values_again_is_told() {
    SeederKit kit =
        SeederKit.of(
            start,
            once(
                "INSERT INTO town VALUES ('par', 'Paris') ON CONFLICT (code) DO UPDATE SET name ="
                    + " excluded.name"));

    assertThatThrownBy(kit::checkTwice)
        .isInstanceOf(SeederKitError.class)
        .hasMessageContainingAll("twice: ", "table public.town: 1 row(s)", "Paris", "checksum");
    kit.checkReproducible();
  }

  @Test
  void a_second_deployment_that_fails_is_told() {
    SeederKit kit = SeederKit.of(start, once("INSERT INTO town VALUES ('par', 'Paris')"));

    assertThatThrownBy(kit::checkTwice)
        .isInstanceOf(SeederKitError.class)
        .hasMessageContainingAll("failed", "town_pkey", "ON CONFLICT")
        .hasCauseInstanceOf(SQLException.class);
  }

  @Test
  void random_keys_are_told_unless_they_are_left_out() {
    SeederKit kit = SeederKit.of(start, unlessThere("VALUES (gen_random_uuid()::text, 'Paris')"));

    assertThatThrownBy(kit::checkReproducible)
        .isInstanceOf(SeederKitError.class)
        .hasMessageContainingAll("reproducible: ", "public.town", "nameUUIDFromBytes");
    kit.excluding("town.code").check();
  }

  @Test
  void columns_that_the_database_fills_are_named() {
    SeederKit kit =
        SeederKit.of(
            start,
            once(
                "INSERT INTO visit (id, town) OVERRIDING SYSTEM VALUE SELECT (random() *"
                    + " 1000000000)::bigint, 'par' WHERE NOT EXISTS (SELECT FROM visit)"));

    assertThatThrownBy(kit::checkReproducible)
        .hasMessageContaining("excluding(\"public.visit.at\", \"public.visit.id\")");
    assertThatThrownBy(kit.excluding("at")::checkReproducible)
        .hasMessageContaining("excluding(\"public.visit.id\")");
    kit.excluding("public.visit.at", "visit.id").checkReproducible();
  }

  @Test
  void seeders_that_double_their_rows_when_they_run_again_are_told() {
    SeederKit kit =
        SeederKit.of(start, unlessThere("VALUES ('par', 'Paris')"))
            .repeatedBy(once("INSERT INTO town VALUES ('par2', 'Paris')"));

    kit.checkTwice();
    assertThatThrownBy(kit::checkRepeatable)
        .isInstanceOf(SeederKitError.class)
        .hasMessageContainingAll("repeatable: ", "0 row(s) that were expected", "par2");
    assertThatThrownBy(
            () -> kit.repeatedBy(once("INSERT INTO town VALUES ('par')")).checkRepeatable())
        .isInstanceOf(SeederKitError.class)
        .hasMessageContaining("repeatable: a deployment whose seeders run again failed");
    assertThatThrownBy(() -> SeederKit.of(start, once(RIGHT)).checkRepeatable())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("repeatedBy");
  }

  @Test
  void rows_that_outlive_their_transaction_are_told_with_the_messages_at_which_it_was_cut() {
    SeederKit kit =
        SeederKit.of(start, besidesItsTransaction()).excluding("at", "id").otherCuts(10);

    kit.checkTwice();
    kit.checkReproducible();
    assertThatThrownBy(kit::checkCutAndResumed)
        .isInstanceOf(SeederKitError.class)
        .hasMessageContainingAll(
            "cut and resumed: ", "table public.visit", "the seeder's own", "cuts, at:", "message ");
  }

  @Test
  void a_cut_after_which_no_deployment_succeeds_is_told() {
    SeederKit kit =
        SeederKit.of(
                start,
                sql(
                    "BEGIN; LOCK TABLE visit; COMMIT",
                    "CREATE TABLE IF NOT EXISTS half ()",
                    "ALTER TABLE half ADD COLUMN done boolean",
                    RIGHT))
            .otherCuts(0);

    assertThatThrownBy(kit::checkCutAndResumed)
        .isInstanceOf(SeederKitError.class)
        .hasMessageContaining("could not be run again");
  }

  @Test
  void rivals_of_whom_each_looks_before_it_writes_are_told() {
    SeederKit kit = SeederKit.of(start, lookingBeforeItWrites()).excluding("at", "id");

    assertThatThrownBy(kit::checkRivals)
        .isInstanceOf(SeederKitError.class)
        .hasMessageContainingAll("rivals: ", "table public.visit", "1 row(s) are there");
  }

  @Test
  void rivals_that_fail_are_told() {
    SeederKit kit = SeederKit.of(start, sql("INSERT INTO town VALUES ('par', 'Paris')")).rivals(3);

    assertThatThrownBy(kit::checkRivals)
        .isInstanceOf(SeederKitError.class)
        .hasMessageContainingAll("2 of 3:", "town_pkey");
  }

  @Test
  void a_commit_between_two_parts_is_told_though_the_driver_prepared_it_before() {
    SeederKit kit = SeederKit.of(start, inTwoParts()).excluding("at", "id").otherCuts(0);

    kit.checkTwice();
    kit.checkReproducible();
    assertThatThrownBy(kit::checkCutAndResumed)
        .isInstanceOf(SeederKitError.class)
        .hasMessageContainingAll(
            "cut and resumed: ", "table public.visit", "before its answer arrived");
  }

  @Test
  void a_deployment_that_writes_nothing_is_no_success_of_any_check() {
    start.execute(RIGHT);

    for (Deployment idle : List.<Deployment>of(url -> {}, once(RIGHT))) {
      SeederKit kit = SeederKit.of(start, idle).repeatedBy(idle);
      assertThat(
              List.<ThrowingCallable>of(
                  kit::checkTwice,
                  kit::checkReproducible,
                  kit::checkRepeatable,
                  kit::checkRivals,
                  kit::checkCutAndResumed))
          .allSatisfy(check ->
              assertThatThrownBy(check)
                  .isInstanceOf(SeederKitError.class)
                  .hasMessageContainingAll("wrote no row", "orThrow()"));
    }
  }

  @Test
  void a_deployment_past_the_proxy_is_no_success() {
    URI server = URI.create(start.url());
    SeederKit kit =
        SeederKit.of(
            start, url -> once(RIGHT).run(server.resolve(URI.create(url).getRawPath()).toString()));

    assertThatThrownBy(kit::checkCutAndResumed)
        .isInstanceOf(SeederKitError.class)
        .hasMessageContainingAll("0 of 0 cuts", "the URL that it is given");
  }

  @Test
  void a_deployment_that_is_another_one_when_it_is_to_be_cut_is_no_success() {
    AtomicInteger earlier = new AtomicInteger();
    Deployment longAtFirst =
        url -> {
          if (earlier.getAndIncrement() < 2) {
            sql(Collections.nCopies(30, "SELECT 1").toArray(String[]::new)).run(url);
          }
          once(RIGHT).run(url);
        };

    assertThatThrownBy(SeederKit.of(start, longAtFirst)::checkCutAndResumed)
        .isInstanceOf(SeederKitError.class)
        .hasMessageContaining("cuts came about");
  }

  @Test
  void a_table_that_is_written_at_each_start_can_be_left_out_as_a_whole() {
    Deployment greeting =
        url -> {
          once(RIGHT).run(url);
          sql("INSERT INTO visit (town) VALUES ('par')").run(url);
        };

    assertThatThrownBy(SeederKit.of(start, greeting).excluding("at", "id", "town")::checkTwice)
        .hasMessageContaining("table public.visit");
    SeederKit.of(start, greeting).excluding("visit.*").otherCuts(0).check();
  }

  @Test
  void columns_are_named_as_they_can_be_excluded() {
    start.execute("CREATE TABLE \"Guest\" (\"Id\" uuid DEFAULT gen_random_uuid())");
    SeederKit kit = SeederKit.of(start, sql("INSERT INTO \"Guest\" DEFAULT VALUES"));

    assertThatThrownBy(kit::checkReproducible)
        .hasMessageContaining("excluding(\"public.Guest.Id\")");
    kit.excluding("public.Guest.Id").checkReproducible();
  }

  @Test
  void a_deployment_that_fails_undisturbed_is_none_of_the_findings() {
    assertThatThrownBy(() -> SeederKit.of(start, sql("TABLE missing")).check())
        .isInstanceOf(UndisturbedDeploymentException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void numbers_without_meaning_are_refused() {
    SeederKit kit = SeederKit.of(start, once(RIGHT));

    assertThatThrownBy(() -> kit.rivals(1)).hasMessageContaining("2 or more, but is 1");
    assertThatThrownBy(() -> kit.otherCuts(-1)).hasMessageContaining("0 or more, but is -1");
  }

  /** Both rivals look before either writes; the deployment before theirs is alone. */
  private static Deployment lookingBeforeItWrites() {
    AtomicInteger earlier = new AtomicInteger();
    CyclicBarrier bothHaveLooked = new CyclicBarrier(2);
    return url -> {
      try (Connection connection = connect(url);
          Statement sql = connection.createStatement()) {
        boolean missing = isEmpty(sql, "visit");
        if (earlier.getAndIncrement() > 0) {
          bothHaveLooked.await(30, TimeUnit.SECONDS);
        }
        if (missing) {
          sql.execute("INSERT INTO visit (town) VALUES ('par')");
        }
      }
    };
  }

  private static boolean isEmpty(Statement sql, String table) throws SQLException {
    try (ResultSet rows = sql.executeQuery("TABLE " + table)) {
      return !rows.next();
    }
  }

  private static Deployment unlessThere(String values) {
    return once(
        "INSERT INTO town SELECT * FROM (%s) t WHERE NOT EXISTS (SELECT FROM town)"
            .formatted(values));
  }

  /** One deployment at a time, in one transaction. */
  private static Deployment once(String statement) {
    return url -> {
      try (Connection connection = connect(url);
          Statement sql = connection.createStatement()) {
        connection.setAutoCommit(false);
        sql.execute("LOCK TABLE town IN EXCLUSIVE MODE");
        sql.execute(statement);
        connection.commit();
      }
    };
  }

  /** Its log of what it does is written by a connection that nobody rolls back. */
  private static Deployment besidesItsTransaction() {
    return url -> {
      try (Connection connection = connect(url);
          Statement sql = connection.createStatement()) {
        connection.setAutoCommit(false);
        sql.execute("LOCK TABLE town IN EXCLUSIVE MODE");
        if (isEmpty(sql, "town")) {
          sql("INSERT INTO visit (town) VALUES ('par')").run(url);
          sql.execute(RIGHT);
        }
        connection.commit();
      }
    };
  }

  /** The driver knows its COMMIT by a name when the first part is committed. */
  private static Deployment inTwoParts() {
    return url -> {
      try (Connection connection = connect(url);
          Statement sql = connection.createStatement()) {
        connection.setAutoCommit(false);
        boolean missing = isEmpty(sql, "town");
        connection.commit();
        if (missing) {
          sql.execute("INSERT INTO visit (town) VALUES ('par')");
          connection.commit();
          sql.execute(RIGHT);
          connection.commit();
        }
      }
    };
  }

  private static Deployment sql(String... statements) {
    return url -> {
      try (Connection connection = connect(url);
          Statement sql = connection.createStatement()) {
        for (String statement : statements) {
          sql.execute(statement);
        }
      }
    };
  }

  private static Connection connect(String url) throws SQLException {
    URI uri = URI.create(url);
    String[] login = uri.getUserInfo().split(":", 2);
    String address =
        "jdbc:postgresql://%s:%d%s?sslmode=disable"
            .formatted(uri.getHost(), uri.getPort(), uri.getPath());
    return DriverManager.getConnection(address, login[0], login[1]);
  }
}

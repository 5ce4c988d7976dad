package dev.tilth.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.plan.SeederContent;
import dev.tilth.plan.SeederDecision;
import dev.tilth.plan.SeederStep;
import dev.tilth.policy.Environments;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The claims of several at once, by themselves. */
abstract class GroupClaimsContract {

  private static final UUID RUN = UUID.fromString("00000000-0000-0000-0000-000000000001");
  private static final UUID ATTEMPT = UUID.fromString("00000000-0000-0000-0000-000000000002");

  private static final List<SeederStep> BOTH = List.of(step("B"), step("A"));

  private static final List<GroupClaims.Done> DONE =
      List.of(
          new GroupClaims.Done("B", new RowCounts(1, 2, 3, 4), Duration.ofMillis(1500)),
          new GroupClaims.Done("A", RowCounts.NONE, Duration.ZERO));

  private static final String RECORDS =
      """
      SELECT name, status, rows_inserted, rows_updated, rows_deleted, rows_unchanged, duration
        FROM tilth.seed ORDER BY 1
      """;

  private final Tracker tracker = new Tracker(TrackerSettings.DEFAULT);
  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) throws SQLException {
    database = given.another();
    try (Connection connection = database.connect()) {
      tracker.prepare(
          connection, Environments.builtIn().policy("dev"), "test", Release.NONE, any -> {});
    }
  }

  @Test
  void all_are_claimed_and_completed() throws SQLException {
    try (Connection connection = transaction()) {
      assertThat(claims(connection).claim(BOTH, ATTEMPT, RUN)).isTrue();
      assertThat(claims(connection).complete(DONE, ATTEMPT)).isTrue();
      connection.commit();
    }

    assertThat(database.column(RECORDS))
        .containsExactly("A|done|0|0|0|0|00:00:00", "B|done|1|2|3|4|00:00:01.5");
  }

  @Test
  void none_is_won_where_one_has_a_record() throws SQLException {
    try (Connection connection = transaction()) {
      assertThat(claims(connection).claim(List.of(step("A")), ATTEMPT, RUN)).isTrue();
      connection.commit();
    }
    try (Connection connection = transaction()) {
      assertThat(claims(connection).claim(BOTH, UUID.randomUUID(), RUN)).isFalse();
    }
  }

  @Test
  void claims_of_another_transaction_are_not_completed() throws SQLException {
    try (Connection connection = transaction()) {
      assertThat(claims(connection).claim(BOTH, ATTEMPT, RUN)).isTrue();
      connection.commit();
      assertThat(claims(connection).complete(DONE, ATTEMPT)).isFalse();
    }
  }

  @Test
  void claims_of_another_attempt_are_not_completed() throws SQLException {
    try (Connection connection = transaction()) {
      assertThat(claims(connection).claim(BOTH, ATTEMPT, RUN)).isTrue();
      assertThat(claims(connection).complete(DONE, UUID.randomUUID())).isFalse();
    }
  }

  private Connection transaction() throws SQLException {
    Connection connection = database.connect();
    connection.setAutoCommit(false);
    return connection;
  }

  private GroupClaims claims(Connection connection) {
    return tracker.groupClaims(connection);
  }

  private static SeederStep step(String name) {
    return new SeederStep(
        new SeederContent(SeederSpec.once(name), "sum", 0),
        new SeederDecision.Run(SeederDecision.Why.NEW),
        Optional.empty());
  }
}

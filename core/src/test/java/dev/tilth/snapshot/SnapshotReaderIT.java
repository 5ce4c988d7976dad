package dev.tilth.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.spi.FailureKind;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PostgresTest
class SnapshotReaderIT {

  private static final SnapshotReader READER = new SnapshotReader(SnapshotScope.EVERYTHING);

  @BeforeAll
  static void makeTheSchema(TestDatabase database) {
    database.execute(RichSchema.SQL);
  }

  @Test
  void dataAndSequencePositionsAndObjectIdsDoNotCount(TestDatabase database) {
    TestDatabase used = database.another();
    used.execute("create table junk (id serial); drop table junk");
    used.execute(RichSchema.SQL);
    used.execute(
        """
        insert into app.role (code) values ('a'), ('b');
        insert into app.account (role_id, email) values (1, 'a@example.org'), (2, 'b@example.org');
        select setval('app.ticket', 4000);
        refresh materialized view app.role_count;
        alter table app.visit add column passing text;
        alter table app.visit drop column passing;
        analyze
        """);

    assertThat(RichSchema.snapshot(used)).isEqualTo(RichSchema.snapshot(database));
    assertThat(RichSchema.snapshot(used).hash()).isEqualTo(RichSchema.snapshot(database).hash());
  }

  @Test
  void theOrderOfCreationDoesNotCount(TestDatabase database) {
    TestDatabase one = database.another();
    one.execute(
        """
        create table role (id bigint primary key, code text unique, rank int check (rank > 0));
        create table account (id bigint primary key, role_id bigint references role);
        create index by_rank on role (rank);
        create index by_role on account (role_id);
        create type mood as enum ('calm', 'angry');
        create function f() returns int language sql as 'select 1';
        comment on table role is 'r';
        grant select on role to public
        """);
    TestDatabase other = database.another();
    other.execute(
        """
        create function f() returns int language sql as 'select 1';
        create type mood as enum ('angry');
        alter type mood add value 'calm' before 'angry';
        create table account (id bigint not null, role_id bigint);
        create index by_role on account (role_id);
        create table role (id bigint not null, code text, rank int);
        grant select on role to public;
        comment on table role is 'r';
        alter table role add constraint role_rank_check check (rank > 0);
        create index by_rank on role (rank);
        alter table role add constraint role_code_key unique (code);
        alter table role add primary key (id);
        alter table account add primary key (id);
        alter table account
          add constraint account_role_id_fkey foreign key (role_id) references role
        """);

    assertThat(RichSchema.snapshot(one).differencesTo(RichSchema.snapshot(other))).isEmpty();
  }

  @Test
  void theOrderOfColumnsCounts(TestDatabase database) {
    TestDatabase one = database.another();
    one.execute("create table t (a int, b int)");
    TestDatabase other = database.another();
    other.execute("create table t (b int, a int)");

    assertThat(RichSchema.snapshot(one).differencesTo(RichSchema.snapshot(other)))
        .extracting(Difference::title)
        .containsExactly("table public.t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set search_path = app, public",
        "set time zone 'Asia/Tokyo'",
        "set datestyle = 'ISO, DMY'",
        "set intervalstyle = 'sql_standard'",
        "set quote_all_identifiers = on",
        "set bytea_output = 'escape'",
        "set role pg_monitor",
        "create temporary table account (id int)",
      })
  void theReadingSessionDoesNotCount(String setting, TestDatabase database) throws SQLException {
    Snapshot expected = RichSchema.snapshot(database);
    try (Connection connection = database.connect()) {
      execute(connection, setting);

      assertThat(READER.read(connection)).isEqualTo(expected);
    }
  }

  @Test
  void theConnectionIsLeftAsItWas(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      execute(connection, "set search_path = app; set time zone 'Asia/Tokyo'");
      READER.read(connection);

      assertThat(connection.getAutoCommit()).isTrue();
      assertThat(show(connection, "search_path")).isEqualTo("app");
      assertThat(show(connection, "TimeZone")).isEqualTo("Asia/Tokyo");
      assertThat(show(connection, "transaction_read_only")).isEqualTo("off");
      assertThat(show(connection, "transaction_isolation")).isEqualTo("read committed");
    }
  }

  @Test
  void anOpenTransactionIsNotEnded(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      execute(connection, "create table in_transaction ()");

      assertThatIllegalArgumentException()
          .isThrownBy(() -> READER.read(connection))
          .withMessageContaining("auto-commit");
      connection.rollback();
    }
    assertThat(database.value("select to_regclass('in_transaction')")).isEqualTo("NULL");
  }

  @Test
  void aLostConnectionIsAFailure(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      database.execute(
          "select pg_terminate_backend(%s, 10000)"
              .formatted(value(connection, "select pg_backend_pid()")));

      assertThatThrownBy(() -> READER.read(connection))
          .isInstanceOfSatisfying(
              SnapshotFailedException.class,
              e -> assertThat(e.kind()).isEqualTo(FailureKind.FAILED))
          .hasMessageContaining("SQLSTATE 57P01");
    }
  }

  @Test
  void whatIsExcludedLeavesNoTrace(TestDatabase database) {
    TestDatabase tracked = database.another();
    Snapshot empty = RichSchema.snapshot(tracked);
    tracked.execute(
        """
        create schema tracker;
        create type tracker.mode as enum ('once');
        create table tracker.seed (id bigint generated always as identity primary key, mode tracker.mode);
        create function tracker.f() returns trigger language plpgsql as 'begin return new; end';
        create table flyway_schema_history (rank serial primary key, script text unique check (script <> ''));
        create index script_idx on flyway_schema_history (upper(script));
        create statistics s on rank, script from flyway_schema_history;
        create trigger t after insert on flyway_schema_history execute function tracker.f();
        create rule r as on delete to flyway_schema_history do instead nothing;
        create policy p on flyway_schema_history using (true);
        comment on table flyway_schema_history is 'history';
        grant select on flyway_schema_history to public
        """);
    var scope = new SnapshotScope(Set.of("tracker"), Set.of("public.flyway_schema_history"));

    assertThat(RichSchema.snapshot(tracked, scope).differencesTo(empty)).isEmpty();
    assertThat(RichSchema.snapshot(tracked).differencesTo(empty))
        .extracting(Difference::title)
        .contains("schema tracker", "table tracker.seed", "table public.flyway_schema_history");
  }

  @Test
  void theMembersOfAnExtensionAreNotTheSchemas(TestDatabase database) {
    TestDatabase extended = database.another();
    Snapshot empty = RichSchema.snapshot(extended);
    extended.execute("create extension hstore; create extension citext");

    assertThat(empty.differencesTo(RichSchema.snapshot(extended)))
        .extracting(Difference::title)
        .containsExactly("extension citext", "extension hstore");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String show(Connection connection, String setting) throws SQLException {
    return value(connection, "show " + setting);
  }

  private static String value(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}

package dev.tilth.data;

import static dev.tilth.data.Loads.counts;
import static dev.tilth.data.TextResource.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableMode;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that a mirror would delete while others refer to them. */
@PostgresTest
class MirrorReferenceIT {

  private final TestDatabase database;
  private final Loads loads;

  MirrorReferenceIT(TestDatabase database) {
    this.database = database;
    this.loads = new Loads(database);
  }

  @BeforeEach
  void tables() {
    database.execute(
        """
        drop schema public cascade;
        create schema public;
        drop schema if exists tilth cascade;
        create table role (id serial primary key, code text not null unique);
        create table grants (
          id serial primary key, name text not null unique,
          role_id integer not null constraint grants_role references role);
        create table unit (
          id serial primary key, code text not null unique,
          parent_id integer constraint unit_parent references unit);
        """);
    loads.prepareTracker();
  }

  @Test
  void aRowOfAnotherTableThatRefersIsNamedWithWhatToDo() {
    loads.mirror("role", lines("code", "a", "b", "c"));
    database.execute(
        "insert into grants (name, role_id) select 'g', id from role where code = 'b'");

    assertThatThrownBy(() -> loads.mirror("role", lines("code", "c")))
        .isInstanceOf(UndeletableRowException.class)
        .hasMessage(
            "rows.csv has no longer the row of table public.role with code 'b', but it cannot be"
                + " deleted: rows of table public.grants refer to it (constraint grants_role). Let"
                + " them refer to another row or delete them, where they are mirrored by a seeder"
                + " that runs before or in the same seeder; or put the row back.");
    assertThat(database.column("select code from role order by 1")).containsExactly("a", "b", "c");
  }

  @Test
  void bothTablesOfOneSeederLoseTheirRows() {
    loads.load(mirror("role", "code", "a", "b"), mirror("grants", "name,role.code", "g,a", "h,b"));

    assertThat(loads.load(mirror("role", "code", "a"), mirror("grants", "name,role.code", "g,a")))
        .isEqualTo(counts(0, 0, 2, 2));
    assertThat(database.column("select code from role")).containsExactly("a");
    assertThat(database.column("select * from tilth.seed_row")).hasSize(2);
  }

  @Test
  void aDeletionThatIsPutOffIsCountedAtTheEnd() throws SQLException {
    loads.load(mirror("role", "code", "a", "b"), mirror("grants", "name,role.code", "g,b"));
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      TableLoad tables = loads.on(connection);
      assertThat(tables.load(mirror("role", "code", "a"))).isEqualTo(counts(0, 0, 0, 1));
      assertThat(tables.load(mirror("grants", "name,role.code", "g,a")))
          .isEqualTo(counts(0, 1, 0, 0));
      assertThat(tables.finish()).isEqualTo(counts(0, 0, 1, 0));
      assertThat(tables.finish()).isEqualTo(RowCounts.NONE);
      connection.commit();
    }
  }

  @Test
  void aRowThatRefersToADeletedOneOfTheSameTableIsWrittenFirst() {
    loads.mirror("unit", lines("code,parent_id.code", "old,", "new,", "child,old"));
    String child = database.value("select ctid from unit where code = 'child'");

    assertThat(loads.mirror("unit", lines("code,parent_id.code", "new,", "child,new")))
        .isEqualTo(counts(0, 1, 1, 1));
    assertThat(database.value("select id from unit where code = 'child'")).isEqualTo("3");
    assertThat(database.value("select ctid from unit where code = 'child'")).isNotEqualTo(child);
  }

  @Test
  void aRowThatIsToReferToANewOneOfTheSameSourceIsNotOneThatIsMissing() {
    loads.mirror("unit", lines("code,parent_id.code", "child,", "old,"));
    assertThat(loads.mirror("unit", lines("code,parent_id.code", "child,new", "new,")))
        .isEqualTo(counts(1, 1, 1, 0));
    assertThat(database.value("select id from unit where code = 'child'")).isEqualTo("1");
  }

  @Test
  void rowsThatReferToEachOtherGoTogether() {
    loads.mirror("unit", lines("code,parent_id.code", "top,", "middle,top", "low,middle"));
    assertThat(loads.mirror("unit", lines("code,parent_id.code"))).isEqualTo(counts(0, 0, 3, 0));
  }

  @Test
  void aDeletionThatSpreadsTakesNoRowWithItThatMovesAway() {
    database.execute(
        """
        alter table unit drop constraint unit_parent,
          add constraint unit_parent foreign key (parent_id) references unit on delete cascade
        """);
    loads.mirror("unit", lines("code,parent_id.code", "old,", "new,", "child,old"));
    assertThat(loads.mirror("unit", lines("code,parent_id.code", "new,", "child,new")))
        .isEqualTo(counts(0, 1, 1, 1));
    assertThat(database.value("select id from unit where code = 'child'")).isEqualTo("3");
  }

  @Test
  void aRowOfTheSourceThatRefersToADeletedOneIsAnError() {
    loads.mirror("unit", lines("code,parent_id.code", "old,"));
    assertThatThrownBy(() -> loads.mirror("unit", lines("code,parent_id.code", "child,old")))
        .isInstanceOf(UnresolvedReferenceException.class)
        .hasMessageContaining("rows.csv:2: table public.unit has no row for parent_id.code 'old'");
  }

  @Test
  void aKeyMayBeAReference() {
    database.execute(
        "create table public.seat (role_id integer references role, no integer,"
            + " primary key (role_id, no))");
    loads.mirror("role", lines("code", "a", "b"));
    loads.mirror("seat", lines("role.code,no", "a,1", "b,1", "b,2"));
    assertThat(loads.mirror("seat", lines("role.code,no", "b,2", "b,3")))
        .isEqualTo(counts(1, 0, 2, 1));
  }

  @Test
  void aForeignKeyThatIsCheckedAtTheCommitIsToldBefore() {
    database.execute(
        "alter table grants alter constraint grants_role deferrable initially deferred");
    loads.mirror("role", lines("code", "a"));
    database.execute("insert into grants (name, role_id) select 'g', id from role");
    assertThatThrownBy(() -> loads.mirror("role", lines("code")))
        .isInstanceOf(UndeletableRowException.class)
        .hasMessageContaining("grants_role");
  }

  @Test
  void aTriggerThatObjectsIsQuoted() {
    loads.mirror("role", lines("code", "a"));
    database.execute(
        """
        create function public.never() returns trigger language plpgsql as
          $$ begin raise exception 'roles stay'; end $$;
        create trigger never before delete on role for each row execute function public.never();
        """);
    assertThatThrownBy(() -> loads.mirror("role", lines("code")))
        .isInstanceOf(UndeletableRowException.class)
        .hasMessage(
            "rows.csv has no longer 1 row of table public.role, but the database does not delete"
                + " it: roles stay. Remove what is in the way, or put the row back.");
  }

  private static TableData mirror(String table, String... rows) {
    return TableData.of(table, lines(rows)).mode(TableMode.MIRROR);
  }
}

package dev.tilth.data;

import static dev.tilth.data.Loads.counts;
import static dev.tilth.data.TextResource.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.spi.TableData;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class ReferenceIT {

  private final TestDatabase database;
  private final Loads loads;

  ReferenceIT(TestDatabase database) {
    this.database = database;
    this.loads = new Loads(database);
  }

  @BeforeEach
  void tables() {
    database.execute(
        """
        drop schema public cascade;
        create schema public;
        create table role (id integer primary key, code text unique, name text);
        insert into role values (7, 'admin', 'twin'), (8, 'user', 'twin'), (9, 'guest', null);
        create table users (
          id bigserial primary key,
          email text not null constraint users_email unique,
          role_id bigint references role,
          deputy_id integer references role (id));
        create table unit (
          id serial primary key, code text not null unique, parent_id integer references unit);
        """);
  }

  @Test
  void aBusinessKeyLeadsToTheRowThroughTheForeignKeysColumn() {
    assertThat(
            loads.merge(
                "users", lines("email,role_id.code,deputy_id.code", "a,user,admin", "b,,guest")))
        .isEqualTo(counts(2, 0, 0));
    assertThat(database.column("select email, role_id, deputy_id from users order by 1"))
        .containsExactly("a|8|7", "b|NULL|9");
  }

  @Test
  void theTablesNameServesWhereOneForeignKeyLeadsThere() {
    database.execute("alter table users drop deputy_id");
    loads.merge("users", lines("email,role.code", "a,user"));
    assertThat(loads.merge("users", lines("email,role.code", "a,admin")))
        .isEqualTo(counts(0, 1, 0));
    assertThat(database.value("select role_id from users")).isEqualTo("7");
  }

  @Test
  void severalForeignKeysToOneTableNeedTheColumn() {
    assertThatThrownBy(() -> loads.merge("users", lines("email,role.code", "a,user")))
        .isInstanceOf(UnusableColumnException.class)
        .hasMessage(
            "rows.csv: the header 'role.code' may be any of 2 foreign keys. References of this"
                + " table start with: 'deputy_id.' for table public.role, 'role_id.' for table"
                + " public.role.");
  }

  @Test
  void anUnknownKeyIsNamedWithItsLine() {
    assertThatThrownBy(
            () -> loads.merge("users", lines("email,role_id.code", "a,user", "b,boss", "c,x")))
        .isInstanceOf(UnresolvedReferenceException.class)
        .hasMessage(
            "rows.csv:3: table public.role has no row for role_id.code 'boss'. Correct the value,"
                + " or load that table first.");
  }

  @Test
  void aKeyOfSeveralRowsIsNamedWithItsLine() {
    assertThatThrownBy(() -> loads.merge("users", lines("email,role_id.name", "a,twin")))
        .isInstanceOf(AmbiguousReferenceException.class)
        .hasMessageStartingWith("rows.csv:2: table public.role has several rows for");
  }

  @Test
  void severalColumnsTogetherCanBeTheReferredKey() {
    loads.merge("users", lines("email,role_id.name,role_id.code", "a,twin,user"));
    assertThat(database.value("select role_id from users")).isEqualTo("8");
  }

  @Test
  void anUnknownColumnOfTheOtherTableIsNamed() {
    assertThatThrownBy(() -> loads.merge("users", lines("email,role_id.cod", "a,user")))
        .isInstanceOf(UnknownColumnException.class)
        .hasMessage(
            "rows.csv: the header 'role_id.cod' stands for a column 'cod' that table public.role"
                + " does not have. Did you mean 'code'?");
  }

  @Test
  void aColumnGivenTwiceIsRefused() {
    assertThatThrownBy(() -> loads.merge("users", lines("email,role_id,role_id.code", "a,7,user")))
        .isInstanceOf(UnusableColumnException.class)
        .hasMessageContaining("role_id");
  }

  @Test
  void rowsOfOneFileMayReferToEachOtherInAnyOrder() {
    loads.merge("unit", lines("code,parent_id.code", "old,"));
    assertThat(
            loads.merge(
                "unit",
                lines("code,parent_id.code", "leaf,branch", "branch,root", "root,", "old,leaf")))
        .isEqualTo(counts(3, 1, 0));
    assertThat(
            database.column(
                "select u.code, p.code from unit u left join unit p on p.id = u.parent_id order by"
                    + " 1"))
        .containsExactly("branch|root", "leaf|branch", "old|leaf", "root|NULL");
  }

  @Test
  void aCircleOfNewRowsIsRefused() {
    assertThatThrownBy(() -> loads.merge("unit", lines("code,parent_id.code", "r,", "a,b", "b,a")))
        .isInstanceOf(UnresolvedReferenceException.class)
        .hasMessageContaining("rows.csv:3: table public.unit has no row for parent_id.code 'b'");
  }

  @Test
  void aReferenceCanBePartOfTheKey() {
    database.execute(
        """
        create table grants (
          role_id integer not null references role, name text, note text, unique (role_id, name))
        """);
    loads.merge("grants", lines("role.code,name,note", "user,read,1"));
    assertThat(
            loads.load(
                TableData.of("grants", lines("role.code,name,note", "user,read,2", "admin,read,1"))
                    .key("role.code", "name")))
        .isEqualTo(counts(1, 1, 0));
    assertThatThrownBy(() -> loads.merge("grants", lines("role.code,name", ",read")))
        .isInstanceOf(IncompleteKeyException.class)
        .hasMessageContaining("rows.csv:2: the key (role.code NULL, name 'read') is NULL");
  }

  @Test
  void aCompositeForeignKeyTakesWhatTheFileGivesOfIt() {
    database.execute(
        """
        create table room (tenant integer, id integer, label text, primary key (tenant, id));
        insert into room values (1, 10, 'hall'), (2, 20, 'hall');
        create table desk (
          tenant integer, number integer, room_id integer,
          primary key (tenant, number), foreign key (tenant, room_id) references room);
        """);
    loads.merge("desk", lines("tenant,number,room.label", "1,1,hall", "2,1,hall"));
    assertThat(database.column("select tenant, room_id from desk order by 1"))
        .containsExactly("1|10", "2|20");
  }
}

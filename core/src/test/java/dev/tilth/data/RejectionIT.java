package dev.tilth.data;

import static dev.tilth.data.Loads.counts;
import static dev.tilth.data.TextResource.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.spi.Resource;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TilthException;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input: each failure says where and why, and leaves the table as it was. */
@PostgresTest
class RejectionIT {

  private final TestDatabase database;
  private final Loads loads;

  RejectionIT(TestDatabase database) {
    this.database = database;
    this.loads = new Loads(database);
  }

  @BeforeEach
  void tables() {
    database.execute(
        """
        drop schema public cascade;
        create schema public;
        create table place (id integer primary key);
        create function no_ghosts() returns trigger language plpgsql as
          $$ begin if new.name = 'ghost' then raise exception 'no ghosts here'; end if;
             return new; end $$;
        create table item (
          id integer generated always as identity primary key,
          code varchar(5) not null constraint item_code unique,
          name text not null constraint item_name unique deferrable,
          size integer constraint item_size check (size < 100),
          place_id integer constraint item_place references place,
          twice integer generated always as (size * 2) stored);
        create trigger no_ghosts before insert or update on item
          for each row execute function no_ghosts();
        insert into item (code, name, size) values ('old', 'Old', 1);
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "code,name,size | x,X,12a | size '12a' (integer): invalid input syntax for type integer:"
            + " \"12a\". Correct the value.",
        "code,name,size | x,X,9999999999 | size '9999999999' (integer): value \"9999999999\" is out"
            + " of range for type integer. Correct the value.",
        "code,name | toolong,X | code 'toolong' (character varying(5)): value too long for type"
            + " character varying(5). Correct the value.",
        "code,name,size | x,X,100 | size '100': new row for relation \"item\" violates check"
            + " constraint \"item_size\". Correct the row, or change the rule if the row is right.",
        "code,name | x, | name NULL: null value in column \"name\" of relation \"item\" violates"
            + " not-null constraint. Give every row a value for column 'name', or the column a"
            + " default.",
        "code,name | x,Old | name 'Old': duplicate key value violates unique constraint"
            + " \"item_name\" - Key (name)=(Old) already exists. Correct the row, or change the"
            + " rule if the row is right.",
        "code,name,place_id | x,X,77 | place_id '77': insert or update on table \"item\" violates"
            + " foreign key constraint \"item_place\" - Key (place_id)=(77) is not present in table"
            + " \"place\". Correct the row, or change the rule if the row is right.",
        "code,name | x,ghost | the row with code 'x': no ghosts here. Correct the row, or change"
            + " the rule if the row is right.",
      })
  void aRowThatTheDatabaseRejectsIsNamed(String header, String row, String message) {
    String[] rows = {header, "ok,Ok" + rest(header), "", row, "fine,Fine" + rest(header)};
    assertThatThrownBy(() -> loads.load(TableData.of("item", lines(rows)).key("code")))
        .isInstanceOf(RejectedRowException.class)
        .hasMessage("rows.csv:4: the database rejects " + message);
    assertThat(database.column("select code, name, size from item")).containsExactly("old|Old|1");
  }

  /** NULL for each column after the second. */
  private static String rest(String header) {
    return ",".repeat(header.split(",", -1).length - 2);
  }

  @Test
  void anUpdateThatIsRejectedIsNamedToo() {
    assertThatThrownBy(() -> loads.merge("item", lines("code,size", "old,200")))
        .isInstanceOf(RejectedRowException.class)
        .hasMessageStartingWith("rows.csv:2: the database rejects size '200'");
  }

  @Test
  void rowsOfJsonLinesAndRecordsAreNamedByTheirNumber() {
    record Item(String code, String name, int size) {}
    Resource records =
        Resource.rows("items", List.of(new Item("a", "A", 1), new Item("b", "B", 100)));
    Resource lines =
        TextResource.of("t.jsonl", "{\"code\": \"a\", \"name\": \"A\", \"size\": 100}\n");

    assertThatThrownBy(() -> loads.load(TableData.of("item", records).key("code")))
        .isInstanceOf(RejectedRowException.class)
        .hasMessageStartingWith("items:2: the database rejects size '100': new row for relation")
        .hasMessageContaining("\"item_size\". Correct the row");
    assertThatThrownBy(() -> loads.load(TableData.of("item", lines).key("code")))
        .isInstanceOf(RejectedRowException.class)
        .hasMessageStartingWith("t.jsonl:1: the database rejects size '100'");
  }

  @Test
  void aColumnThatTheFileLacksIsNamed() {
    assertThatThrownBy(() -> loads.merge("item", lines("code,size", "new,2")))
        .isInstanceOf(RejectedRowException.class)
        .hasMessageStartingWith("rows.csv:2: the database rejects the row with code 'new'")
        .hasMessageEndingWith("value for column 'name', or the column a default.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "code,nmae | UnknownColumnException | rows.csv: the header 'nmae' stands for a column"
            + " 'nmae' that table public.item does not have. Did you mean 'name'?",
        "code,twice | UnusableColumnException | rows.csv: the header 'twice' names a generated"
            + " column. Remove it: the server computes the column.",
        "name,size | UnusableKeyException | The rows of rows.csv cannot be identified in table"
            + " public.item: the file covers none of the table's unique constraints (item_pkey"
            + " (id), item_code (code)). Add the missing columns to the file, or a unique"
            + " constraint to the table.",
        "code,shelf.id | UnusableColumnException | rows.csv: the header 'shelf.id' is neither a"
            + " column of table public.item nor does one of its foreign keys lead to 'shelf'."
            + " References of this table start with: 'place_id.' for table public.place.",
      })
  void aHeaderThatDoesNotFitIsRefused(String header, String type, String message) {
    assertThatThrownBy(() -> loads.merge("item", lines(header, "a,1")))
        .isInstanceOf(TilthException.class)
        .hasMessage(message)
        .extracting(failure -> failure.getClass().getSimpleName())
        .isEqualTo(type);
  }

  @Test
  void aKeyThatTheFileLacksIsRefused() {
    assertThatThrownBy(() -> loads.load(TableData.of("item", lines("code", "a")).key("cod")))
        .isInstanceOf(UnusableKeyException.class)
        .hasMessageContaining(
            "the file has no column 'cod', which is part of the key. Did you mean 'code'?");
  }

  @Test
  void aKeyWithoutAUniqueConstraintIsRefused() {
    assertThatThrownBy(
            () -> loads.load(TableData.of("item", lines("code,size", "a,1")).key("size")))
        .isInstanceOf(UnusableKeyException.class)
        .hasMessageContaining("no unique constraint is over (size)");
  }

  @Test
  void severalPossibleKeysAreAllNamed() {
    database.execute("create table two (a text primary key, b text constraint two_b unique)");
    assertThatThrownBy(() -> loads.merge("two", lines("a,b", "1,2")))
        .isInstanceOf(UnusableKeyException.class)
        .hasMessageContaining("several unique constraints fit: two_pkey (a), two_b (b).")
        .hasMessageContaining("key(\"a\")");
  }

  @Test
  void anUnknownTableGetsAHint() {
    assertThatThrownBy(() -> loads.merge("itme", lines("code", "a")))
        .isInstanceOf(UnknownTableException.class)
        .hasMessage("There is no table itme in the database. Did you mean 'item'?");
  }

  @Test
  void aRepeatedKeyNamesBothLines() {
    assertThatThrownBy(() -> loads.merge("item", lines("code,name", "a,1", "b,2", "a,3")))
        .isInstanceOf(RepeatedKeyException.class)
        .hasMessage(
            "rows.csv:4: the key code 'a' is already that of line 2. Remove one of the two rows.");
  }

  @Test
  void aKeyThatIsNullIsRefused() {
    assertThatThrownBy(() -> loads.merge("item", lines("code,name", "a,1", ",2")))
        .isInstanceOf(IncompleteKeyException.class)
        .hasMessageStartingWith("rows.csv:3: the key (code NULL) is NULL.");
  }

  @Test
  void aMalformedRowFarDownLeavesNothingBehind() {
    String many = "code,size\n" + "old,1\n".repeat(200_000) + "x,1,2\n";
    assertThatThrownBy(() -> loads.merge("item", TextResource.of("many.csv", many)))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageStartingWith("many.csv:200002: the row has 3 fields");
  }

  @Test
  void rowsThatATriggerDropsAreNotPassedOverInSilence() {
    database.execute(
        """
        create function nothing() returns trigger language plpgsql as
          $$ begin return null; end $$;
        create trigger nothing before insert on item for each row execute function nothing();
        """);
    assertThatThrownBy(() -> loads.merge("item", lines("code,name", "a,1", "old,Older")))
        .isInstanceOf(RowsLeftOutException.class)
        .hasMessageStartingWith(
            "Table public.item still lacks 1 rows of rows.csv after 10 attempts");
    assertThat(loads.merge("item", lines("code,name", "old,Older"))).isEqualTo(counts(0, 1, 0));
  }

  @Test
  void whoMayNotHaveTemporaryTablesIsToldWhatToGrant() throws SQLException {
    String role = database.name() + "_loader";
    database.execute(
        """
        revoke temporary on database %2$s from public;
        create role %1$s;
        grant usage on schema public to %1$s;
        grant select, insert, update on item, place to %1$s;
        """
            .formatted(role, database.name()));
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      connection.createStatement().execute("set role " + role);
      TableData data = TableData.of("item", lines("code,name", "old,Old")).key("code");
      assertThatThrownBy(() -> loads.on(connection).load(data))
          .hasRootCauseInstanceOf(SQLException.class)
          .isInstanceOf(TemporaryForbiddenException.class)
          .hasMessageContainingAll(
              "public.item", "in database \"%s\"".formatted(database.name()), "GRANT TEMPORARY");
    } finally {
      database.execute("drop owned by %1$s; drop role %1$s".formatted(role));
    }
  }
}

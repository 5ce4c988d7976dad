package dev.tilth.data;

import static dev.tilth.data.Loads.counts;
import static dev.tilth.data.TextResource.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.spi.Resource;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableMode;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class OverlayIT {

  private final TestDatabase database;
  private final Loads loads;

  OverlayIT(TestDatabase database) {
    this.database = database;
    this.loads = new Loads(database);
  }

  @BeforeEach
  void tables() {
    database.execute(
        """
        drop schema public cascade;
        create schema public;
        create table roles (
          id serial primary key, code text not null unique, name text not null,
          rank integer constraint small check (rank < 100));
        """);
  }

  @Test
  void rowsOfTheOverlayAreAddedAndTakeThePlaceOfRowsWithTheirKey() {
    TableData data =
        TableData.of("roles", lines("code,name,rank", "a,A,1", "b,B,2", "c,C,3"))
            .overlay("dev", overlay("rank,code,name", "20,b,Bee", ",d,D"));

    assertThat(loads.load(data)).isEqualTo(counts(4, 0, 0));
    assertThat(loads.load(data)).isEqualTo(counts(0, 0, 4));
    assertThat(stored()).containsExactly("a|A|1", "b|Bee|20", "c|C|3", "d|D|NULL");
  }

  @Test
  void anOverlayOfAnotherEnvironmentDoesNotCount() {
    TableData data =
        TableData.of("roles", lines("code,name", "a,A")).overlay("qa", overlay("code,name", "b,B"));

    assertThat(loads.load(data)).isEqualTo(counts(1, 0, 0));
    assertThat(loads.in("qa").load(data)).isEqualTo(counts(1, 0, 1));
  }

  @Test
  void baseAndOverlayMayBeOfDifferentFormats() {
    record Role(String name, String code) {}
    TableData data =
        TableData.of("roles", lines("code,name", "a,A"))
            .overlay("dev", Resource.rows("more", List.of(new Role("AA", "a"))));

    assertThat(loads.load(data)).isEqualTo(counts(1, 0, 0));
    assertThat(database.column("select code, name from roles")).containsExactly("a|AA");
  }

  @Test
  void keysAreEqualByTheRulesOfTheirType() {
    database.execute("create extension citext; create table ci (code citext unique, v integer)");
    TableData data =
        TableData.of("ci", lines("code,v", "ABC,1")).overlay("dev", overlay("code,v", "abc,2"));

    assertThat(loads.load(data)).isEqualTo(counts(1, 0, 0));
    assertThat(database.column("select code, v from ci")).containsExactly("abc|2");
  }

  @Test
  void aRowThatIsReplacedDoesNotCountInTheModeForMissingRowsEither() {
    database.execute("insert into roles (code, name) values ('a', 'kept')");
    TableData data =
        TableData.of("roles", lines("code,name", "a,A", "b,B"))
            .mode(TableMode.INSERT_MISSING)
            .overlay("dev", overlay("code,name", "b,Bee", "a,AA"));

    assertThat(loads.load(data)).isEqualTo(counts(1, 0, 1));
    assertThat(database.column("select code, name from roles order by 1"))
        .containsExactly("a|kept", "b|Bee");
  }

  @Test
  void rowsThatReferToEachOtherAreReplacedToo() {
    database.execute(
        """
        create table unit (
          id serial primary key, code text not null unique, note text,
          parent_id integer references unit);
        create table part (
          id serial primary key, code text not null, note text, parent_id integer references part,
          unique nulls not distinct (code, parent_id));
        """);
    for (String table : new String[] {"unit", "part"}) {
      TableData data =
          TableData.of(table, lines("code,note,parent_id.code", "c,base,b", "b,base,a", "a,base,"))
              .key(table.equals("unit") ? new String[] {"code"} : new String[] {"code", "note"});
      if (table.equals("part")) {
        database.execute("alter table part add unique (code, note)");
      }
      assertThat(loads.load(data.overlay("dev", overlay("code,note,parent_id.code", "c,base,a"))))
          .isEqualTo(counts(3, 0, 0));
      assertThat(
              database.column(
                  "select t.code, p.code from %1$s t left join %1$s p on p.id = t.parent_id order by 1"
                      .formatted(table)))
          .containsExactly("a|NULL", "b|a", "c|a");
    }
  }

  @Test
  void aReferenceMayBePartOfTheKeyOfReplacedRows() {
    database.execute(
        """
        create table node (
          id serial primary key, code text not null unique, note text,
          parent_id integer references node, constraint twice unique (parent_id, note));
        insert into node (code) values ('root');
        """);
    TableData data =
        TableData.of("node", lines("code,note,parent_id.code", "b,base,a", "a,base,root"))
            .key("parent_id.code", "note")
            .overlay("dev", overlay("code,note,parent_id.code", "bb,base,a"));

    assertThat(loads.load(data)).isEqualTo(counts(2, 0, 0));
    assertThat(database.column("select code from node order by 1"))
        .containsExactly("a", "bb", "root");
  }

  @Test
  void otherColumnsAreRefused() {
    TableData data =
        TableData.of("roles", lines("code,name", "a,A"))
            .overlay("dev", overlay("code,rank,x", "b,1,2"));

    assertThatThrownBy(() -> loads.load(data))
        .isInstanceOf(OtherColumnsException.class)
        .hasMessage(
            "rows.dev.csv: the overlay's columns are not those of rows.csv: 'name' is missing,"
                + " 'rank' is not in it, 'x' is not in it. Give both the same columns, in any"
                + " order.");
  }

  @Test
  void aFailureNamesTheFileAndItsLine() {
    Resource base = lines("code,name,rank", "a,A,1", "b,B,2");

    assertFails(
        base,
        overlay("code,name,rank", "c,C,3", "b,B,x"),
        "rows.dev.csv:3: the database rejects rank 'x'");
    assertFails(
        base,
        overlay("rank,code,name", "100,b,B"),
        "rows.dev.csv:2: the database rejects rank '100'");
    assertFails(
        base,
        overlay("code,name,rank", "c,C,3", "c,D,3"),
        "rows.dev.csv:3: the key code 'c' is already that of line 2.");
    assertFails(
        base, overlay("code,name,rank", ",C,3"), "rows.dev.csv:2: the key (code NULL) is NULL");
    assertFails(base, overlay("code,name,rank", "c,C"), "rows.dev.csv:2: the row has 2 fields");
    assertFails(
        lines("code,name,rank", "a,A,1", "b,B,100"),
        overlay("code,name,rank", "a,A,1"),
        "rows.csv:3: the database rejects rank '100'");
    assertFails(
        lines("code,name,rank", "a,A,1", "b,B,2", "a,AA,3"),
        overlay("code,name,rank", "a,A,1"),
        "rows.csv:4: the key code 'a' is already that of line 2.");
    assertThat(stored()).isEmpty();
  }

  @Test
  void aRowThatTheOverlayReplacesMayBeWrongForThisDatabase() {
    TableData data =
        TableData.of("roles", lines("code,name,rank", "a,A,500"))
            .overlay("dev", overlay("code,name,rank", "a,A,50"));

    assertThat(loads.load(data)).isEqualTo(counts(1, 0, 0));
  }

  private void assertFails(Resource base, Resource overlay, String message) {
    assertThatThrownBy(() -> loads.load(TableData.of("roles", base).overlay("dev", overlay)))
        .hasMessageStartingWith(message);
  }

  private List<String> stored() {
    return database.column("select code, name, rank from roles order by code");
  }

  private static Resource overlay(String... lines) {
    return TextResource.of("rows.dev.csv", String.join("\n", lines) + "\n");
  }
}

package dev.tilth.data;

import static dev.tilth.data.Loads.counts;
import static dev.tilth.data.TextResource.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.plan.ColumnChange;
import dev.tilth.plan.RowChange;
import dev.tilth.plan.RowChange.Kind;
import dev.tilth.plan.RowChanges;
import dev.tilth.plan.RowDigest;
import dev.tilth.script.PendingScripts;
import dev.tilth.spi.Resource;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableMode;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a load would do, without doing it. */
@PostgresTest
class RowPreviewIT {

  private static final int ALL = 1_000;

  private final TestDatabase database;
  private final Loads loads;

  RowPreviewIT(TestDatabase database) {
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
        create table public.kind (id serial primary key, code text unique);
        insert into public.kind (code) values ('x'), ('y');
        create table public.item (
          id serial primary key, code text not null unique, name text, size numeric(6, 2),
          kind_id integer references public.kind, parent_id integer references public.item);
        """);
  }

  @Test
  void rowsAreShownWithKeyAndTheValuesThatDiffer() {
    database.execute(
        "insert into public.item (code, name, size) values ('a', 'A', 1), ('b', '', 2)");

    RowChanges.Known changes = known(data("code,name,size", "a,A,1.0", "b,Bee,2", "c,See,"), ALL);

    assertThat(changes.counts()).isEqualTo(counts(1, 1, 1));
    assertThat(changes.rows())
        .extracting(RowChange::place)
        .containsExactly(Optional.of("rows.csv:3"), Optional.of("rows.csv:4"));
    assertThat(unplaced(changes))
        .containsExactly(
            row(Kind.UPDATED, "b", new ColumnChange("name", "", "Bee")),
            row(
                Kind.INSERTED,
                "c",
                new ColumnChange("code", null, "c"),
                new ColumnChange("name", null, "See"),
                new ColumnChange("size", null, null)));
  }

  @Test
  void countsAreExactWhereFewerRowsAreShownOrNone() {
    TableData data = data("code", "a", "b", "c");
    assertThat(known(data, 2).rows()).hasSize(2);
    assertThat(known(data, 0).rows()).isEmpty();
    assertThat(known(data, 0).changed()).isEqualTo(3);
  }

  @Test
  void theDigestIsThatOfAllRowsShownOrNot() {
    loads.load(data("code,name", "a,A", "b,B"));
    TableData data = data("code,name", "a,C", "b,B", "c,C");
    RowChanges.Known all = known(data, ALL);
    assertThat(all.digest()).isEqualTo(RowDigest.of(all.rows()));
    assertThat(known(data, 0).isSameAs(all)).isTrue();
    assertThat(known(data("code,name", "", "a,C", "b,B", "c,C"), 0).isSameAs(all)).isTrue();
    database.execute("update public.item set name = 'D' where code = 'a'");
    assertThat(known(data, ALL).isSameAs(all)).isFalse();
  }

  @Test
  void aMirrorIsJudgedByItsDeclarationAndThePolicyAsIfItHadBeenSeen() throws SQLException {
    loads.prepareTracker();
    loads.load(data("code,name", "a,A", "b,B").mode(TableMode.MIRROR));
    TableData less = data("code,name", "b,B").mode(TableMode.MIRROR);
    RowChanges.Known changes = known(less, 0);
    try (Connection connection = database.connect()) {
      RowPreview inProd = new RowPreview(connection, loads.in("prod").terms());
      inProd.judge(less, changes);
      assertThatThrownBy(() -> inProd.judge(less.mostDeleted(0), changes))
          .isInstanceOf(TooManyDeletionsException.class)
          .hasMessageContaining("would delete 1 row, but may delete 0 at most");
    }
  }

  @Test
  void rowsThatAMirrorWouldDeleteAreShownWhateverThePolicySays() {
    loads.prepareTracker();
    loads.load(data("code,name", "a,A", "b,B").mode(TableMode.MIRROR));
    TableData less = data("code,name", "b,B").mode(TableMode.MIRROR).mostDeleted(0);

    RowChanges.Known changes = (RowChanges.Known) preview(loads.in("prod"), less, Prior.NONE, ALL);

    assertThat(changes.counts()).isEqualTo(counts(0, 0, 1, 1));
    assertThat(changes.rows())
        .containsExactly(
            row(
                Kind.DELETED,
                "a",
                new ColumnChange("code", "a", null),
                new ColumnChange("name", "A", null)));
    assertThat(((RowChanges.Known) preview(loads, less, Prior.NONE, 0)).counts())
        .isEqualTo(counts(0, 0, 1, 1));
  }

  @Test
  void aMirrorIsForeseenBeforeThereIsATracker() {
    assertThat(known(data("code", "a").mode(TableMode.MIRROR), ALL).counts())
        .isEqualTo(counts(1, 0, 0));
  }

  @Test
  void aRowThatAnotherSeederOwnsIsAnErrorAsInTheLoad() {
    loads.prepareTracker();
    loads.by("One").load(data("code", "a").mode(TableMode.MIRROR));
    assertThatThrownBy(() ->
            preview(loads.by("Two"), data("code", "a").mode(TableMode.MIRROR), Prior.NONE, ALL))
        .isInstanceOf(ForeignRowException.class);
  }

  @Test
  void rowsThatReferToNewRowsOfTheSameSourceAreForeseen() {
    loads.load(data("code,name", "old,O"));

    RowChanges.Known changes =
        known(data("code,parent_id.code", "leaf,new", "old,new", "new,", "far,leaf"), ALL);

    assertThat(changes.counts()).isEqualTo(counts(3, 1, 0));
    assertThat(unplaced(changes).get(1))
        .isEqualTo(row(Kind.UPDATED, "old", new ColumnChange("parent_id", null, "(new row)")));
  }

  @Test
  void whatIsWrongWithTheSourceIsToldAsByTheLoad() {
    for (TableData wrong :
        List.of(
            data("code,size", "a,b"),
            data("code", "a", "a"),
            data("code,name", "a,A", ",B"),
            data("code,kind_id.code", "a,x", "b,z"),
            data("code,parent_id.code", "a,b", "b,a"),
            data("code,parent_id.code", "a,nobody"),
            data("code,nam", "a,A"),
            data("name", "A"),
            TableData.of("public.itm", lines("code", "a")))) {
      Throwable ofLoad = org.assertj.core.api.Assertions.catchThrowable(() -> loads.load(wrong));
      assertThat(ofLoad).isNotNull();
      assertThatThrownBy(() -> preview(loads, wrong, Prior.NONE, ALL))
          .isExactlyInstanceOf(ofLoad.getClass())
          .hasMessage(ofLoad.getMessage());
    }
  }

  @Test
  void aTableThatAPendingScriptCreatesIsNew() {
    TableData data = TableData.of("public.later", lines("code", "a", "b"));
    for (String script :
        List.of(
            "create table public.later (code text primary key)",
            "CREATE UNLOGGED TABLE IF NOT EXISTS \"later\" (id int generated always as identity);",
            "create table later (code text); create index on later (code);"
                + " comment on table later is 'Rows'; create table other (x text)")) {
      assertThat(preview(loads, data, pending(script), ALL))
          .as(script)
          .isEqualTo(new RowChanges.NewTable("public.later", 2));
    }
  }

  @Test
  void aTableThatIsMissingIsUnknownWhereItMayNotComeEmpty() {
    TableData data = TableData.of("public.later", lines("code", "a", "b"));
    for (String script :
        List.of(
            "create table later (code text); insert into later values ('a')",
            "create table later as select 1",
            "create table later as table public.item",
            "alter table public.item rename to later",
            "create schema archive; create table archive.later (code text primary key)",
            "do $$ begin execute 'create table later (code text)'; end $$")) {
      assertThat(preview(loads, data, pending(script), ALL))
          .as(script)
          .isEqualTo(new RowChanges.Unknown("public.later", "V2__next.sql is applied"));
    }
    assertThat(preview(loads, data, pending("select 1"), ALL))
        .isEqualTo(new RowChanges.Unknown("public.later", "the migrations are applied"));
  }

  @Test
  void whatAPendingScriptNamesIsUnknownUntilItIsApplied() {
    database.execute(
        "drop type if exists public.mood; create type public.mood as enum ('good');"
            + " create table public.moody (code text primary key, mood public.mood)");
    RowChanges unknown = new RowChanges.Unknown("public.item", "V2__next.sql is applied");
    assertThat(preview(loads, data("code", "a"), pending("update Item set name = 'x'"), ALL))
        .isEqualTo(unknown);
    assertThat(preview(loads, data("code,kind_id.code", "a,z"), pending("delete from kind"), ALL))
        .isEqualTo(unknown);
    assertThat(preview(loads, data("code,kind_id.code", "a,x"), pending("delete from kind"), ALL))
        .isEqualTo(unknown);
    assertThat(preview(loads, data("code", "a"), pending("drop schema public cascade"), ALL))
        .isEqualTo(unknown);
    TableData moody = TableData.of("public.moody", lines("code,mood", "a,bad")).key("code");
    assertThat(preview(loads, moody, pending("alter type mood add value 'bad'"), ALL))
        .isEqualTo(new RowChanges.Unknown("public.moody", "V2__next.sql is applied"));
    assertThat(preview(loads, data("code", "a"), pending("create table items (item_id text)"), ALL))
        .isInstanceOf(RowChanges.Known.class);
  }

  @Test
  void whatAnEarlierSeederDecidesIsUnknownUntilItHasRun() {
    Prior kinds = Prior.NONE.with("kind", "Kinds has run");
    assertThat(preview(loads, data("code,kind_id.code", "a,x", "b,new"), kinds, ALL))
        .isEqualTo(new RowChanges.Unknown("public.item", "Kinds has run"));
    assertThat(preview(loads, data("code,kind_id.code", "a,x"), kinds, ALL))
        .isInstanceOf(RowChanges.Known.class);
    Prior items = Prior.NONE.with("public.item", "Items has run");
    assertThat(preview(loads, data("code", "a"), items, ALL))
        .isEqualTo(new RowChanges.Unknown("public.item", "Items has run"));
  }

  @Test
  void maskedValuesAreNotShown() {
    loads.load(data("code,name", "a,secret"));
    RowChanges.Known changes =
        known(data("code,name", "a,other", "b,third").masked("name", "code"), ALL);
    assertThat(changes.rows())
        .extracting(RowChange::kind)
        .containsExactly(Kind.UPDATED, Kind.INSERTED);
    assertThat(changes.toString())
        .doesNotContain("secret", "other", "third", "'a'")
        .contains("****");
  }

  @Test
  void aColumnWithAValueFromOutsideIsNotShownInAnyRow() {
    loads.load(data("code,name", "a,A", "b,B"));
    TableData data = data("code,name", "a,C", "b,${secret:WORD}");
    RowChanges changes = preview(loads.with("WORD", "abracadabra"), data, Prior.NONE, ALL);
    assertThat(((RowChanges.Known) changes).counts()).isEqualTo(counts(0, 2, 0));
    assertThat(changes.toString()).contains("********").doesNotContain("abra", "'C'", "before=A");
  }

  @Test
  void columnsForNewRowsOnlyAreShownForNewRowsOnly() {
    loads.load(data("code,name,size", "a,A,1"));
    TableData data = data("code,name,size", "a,B,2", "b,B,2").insertOnly("name");
    assertThat(unplaced(known(data, ALL)))
        .containsExactly(
            row(Kind.UPDATED, "a", new ColumnChange("size", "1.00", "2.00")),
            row(
                Kind.INSERTED,
                "b",
                new ColumnChange("code", null, "b"),
                new ColumnChange("name", null, "B"),
                new ColumnChange("size", null, "2.00")));
  }

  @Test
  void anOverlayTakesThePlaceOfRows() {
    loads.load(data("code,name", "a,A"));
    Resource overlay = TextResource.of("rows.dev.csv", "name,code\nB,a\nC,c\n");
    TableData data = data("code,name", "a,A", "b,B").overlay("dev", overlay);
    assertThat(known(data, ALL).counts()).isEqualTo(counts(2, 1, 0));
    assertThat(known(data, ALL).rows()).hasSize(3);
    TableData later =
        TableData.of("public.later", data.source()).key("code").overlay("dev", overlay);
    assertThat(preview(loads, later, creating("public.later"), ALL))
        .isEqualTo(new RowChanges.NewTable("public.later", 3));
    TableData keyless = TableData.of("public.later", data.source()).overlay("dev", overlay);
    assertThat(preview(loads, keyless, creating("public.later"), ALL))
        .isEqualTo(new RowChanges.Unknown("public.later", "V2__next.sql is applied"));
  }

  @Test
  void nothingIsLeftBehind() throws SQLException {
    loads.prepareTracker();
    loads.load(data("id,code,name", "5,a,A", "6,b,B").mode(TableMode.MIRROR));
    List<String> before = everything();
    TableData data = data("id,code,name", "7,a,C", "90,d,D").mode(TableMode.MIRROR);

    RowChanges alone = preview(loads, data, Prior.NONE, ALL);
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      RowPreview within = new RowPreview(connection, loads.terms());
      assertThat(within.of(data, Prior.NONE, ALL)).isEqualTo(alone);
      assertThat(within.of(data, Prior.NONE, ALL)).isEqualTo(alone);
      connection.commit();
    }

    assertThat(everything()).isEqualTo(before);
  }

  private List<String> everything() {
    return database.column(
        """
        select ctid::text, xmin::text, i::text from public.item i
        union all select ctid::text, xmin::text, r::text from tilth.seed_row r
        union all select '', '', last_value::text from public.item_id_seq
        union all select '', '', relname from pg_class where relname like 'tilth%'
        order by 1, 2, 3
        """);
  }

  private RowChanges.Known known(TableData data, int most) {
    return (RowChanges.Known) preview(loads, data, Prior.NONE, most);
  }

  private RowChanges preview(Loads of, TableData data, Prior prior, int most) {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      return new RowPreview(connection, of.terms()).of(data, prior, most);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<RowChange> unplaced(RowChanges.Known changes) {
    return changes.rows().stream()
        .map(row -> new RowChange(row.kind(), Optional.empty(), row.key(), row.columns()))
        .toList();
  }

  private static Prior creating(String table) {
    return pending("create table %s (code text primary key)".formatted(table));
  }

  private static Prior pending(String script) {
    return new Prior(new PendingScripts(Map.of("V2__next.sql", script)), Map.of());
  }

  private static TableData data(String... rows) {
    return TableData.of("public.item", lines(rows)).key("code");
  }

  private static RowChange row(Kind kind, String code, ColumnChange... columns) {
    return new RowChange(
        kind, Optional.empty(), List.of(new RowChange.KeyValue("code", code)), List.of(columns));
  }
}

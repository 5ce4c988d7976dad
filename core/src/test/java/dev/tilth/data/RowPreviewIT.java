package dev.tilth.data;

import static dev.tilth.data.Loads.counts;
import static dev.tilth.data.TextResource.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.plan.ColumnChange;
import dev.tilth.plan.RowChange;
import dev.tilth.plan.RowChange.Kind;
import dev.tilth.plan.RowChanges;
import dev.tilth.spi.Resource;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableMode;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
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
  void rowsThatAMirrorWouldDeleteAreShownWhateverThePolicySays() {
    loads.prepareTracker();
    loads.load(data("code,name", "a,A", "b,B").mode(TableMode.MIRROR));
    TableData less = data("code,name", "b,B").mode(TableMode.MIRROR).mostDeleted(0);

    RowChanges changes = preview(loads.in("prod"), less, Prior.NONE, ALL);

    assertThat(changes)
        .isEqualTo(
            new RowChanges.Known(
                "public.item",
                counts(0, 0, 1, 1),
                List.of(
                    row(
                        Kind.DELETED,
                        "a",
                        new ColumnChange("code", "a", null),
                        new ColumnChange("name", "A", null)))));
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
    assertThat(changes.rows().get(1))
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
  void aTableThatIsMissingIsNewWhereMigrationsArePending() {
    TableData data = TableData.of("public.later", lines("code", "a", "b"));
    assertThat(preview(loads, data, new Prior(true, Map.of()), ALL))
        .isEqualTo(new RowChanges.NewTable("public.later", 2));
  }

  @Test
  void whatAnEarlierSeederDecidesIsUnknownUntilItHasRun() {
    Prior kinds = new Prior(false, Map.of("kind", "Kinds"));
    assertThat(preview(loads, data("code,kind_id.code", "a,x", "b,new"), kinds, ALL))
        .isEqualTo(new RowChanges.Unknown("public.item", "Kinds has run"));
    assertThat(preview(loads, data("code,kind_id.code", "a,x"), kinds, ALL))
        .isInstanceOf(RowChanges.Known.class);
    Prior items = new Prior(false, Map.of("public.item", "Items"));
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
    assertThat(known(data, ALL).rows())
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
    assertThat(preview(loads, later, new Prior(true, Map.of()), ALL))
        .isEqualTo(new RowChanges.NewTable("public.later", 3));
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
      return new RowPreview(connection, of.terms()).of(data, prior, most);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TableData data(String... rows) {
    return TableData.of("public.item", lines(rows)).key("code");
  }

  private static RowChange row(Kind kind, String code, ColumnChange... columns) {
    return new RowChange(kind, List.of(new RowChange.KeyValue("code", code)), List.of(columns));
  }
}

package dev.tilth.data;

import static dev.tilth.data.Loads.counts;
import static dev.tilth.data.TextResource.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tilth.spi.Resource;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableMode;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A table that has no row yet is loaded without a comparison. */
@PostgresTest
class FirstLoadIT {

  /** A merge inserts by key. */
  private static final Resource BACKWARDS = lines("id,code,v", "3,c,1", "2,b,1", "1,a,1");

  private static final int MANY = 150;

  private static final String WRITTEN = "select id from t order by ctid";

  private final TestDatabase database;
  private final Loads loads;

  FirstLoadIT(TestDatabase database) {
    this.database = database;
    this.loads = new Loads(database);
  }

  @BeforeEach
  void tables() {
    database.execute(
        """
        drop schema if exists tilth cascade;
        drop schema public cascade;
        create schema public;
        create table u (id integer primary key);
        create table t (id integer primary key, code text not null, v integer check (v < 9),
                        u integer references u);
        """);
  }

  @ParameterizedTest
  @EnumSource(
      value = TableMode.class,
      names = {"MERGE", "INSERT_MISSING"})
  void rowsAreInsertedInTheOrderOfTheSource(TableMode mode) {
    TableData data = TableData.of("t", BACKWARDS).key("id").mode(mode);
    assertThat(loads.load(data)).isEqualTo(counts(3, 0, 0));
    assertThat(database.column(WRITTEN)).containsExactly("3", "2", "1");
    assertThat(loads.load(data)).isEqualTo(counts(0, 0, 3));
  }

  @Test
  void manyRowsAreCopied() {
    assertThat(loads.merge("t", many())).isEqualTo(counts(MANY, 0, 0));
    assertThat(database.value("select (array_agg(id order by ctid))[1:2] from t"))
        .isEqualTo("{150,149}");
    assertThat(loads.merge("t", many())).isEqualTo(counts(0, 0, MANY));
  }

  @Test
  void fewRowsTakeTheCatalogueAndOneMessage() {
    database.execute("create table s (id serial primary key, code text)");
    Exchange exchange =
        Exchange.of(
            database,
            connection -> {
              var unused =
                  loads.on(connection).load(TableData.of("s", lines("id,code", "2,b")).key("id"));
            });
    assertThat(exchange)
        .isEqualTo(
            new Exchange(
                List.of(
                    "select",
                    "select",
                    "select",
                    "select",
                    "savepoint",
                    "insert",
                    "select",
                    "select",
                    "release"),
                2));
    assertThat(database.value("select nextval('s_id_seq')")).isEqualTo("3");
  }

  @Test
  void manyRowsTakeACopy() {
    Exchange exchange = Exchange.of(database, connection -> load(connection, many()));
    assertThat(exchange)
        .isEqualTo(
            new Exchange(
                List.of("select", "select", "select", "select", "savepoint", "copy", "release"),
                5));
  }

  @Test
  void theCatalogueIsPlannedNoMoreOnceItWasReadOften() {
    database.execute(
        IntStream.range(0, 12)
            .mapToObj("create table c%d (id integer primary key);"::formatted)
            .collect(Collectors.joining()));
    Exchange exchange =
        Exchange.of(
            database,
            connection -> {
              for (int i = 0; i < 12; i++) {
                var unused =
                    loads.on(connection).load(TableData.of("c" + i, lines("id", "1")).key("id"));
              }
            });
    assertThat(exchange.statements()).filteredOn("select"::equals).hasSizeLessThanOrEqualTo(20);
    assertThat(exchange.answers()).isEqualTo(24);
  }

  @Test
  void secretsAreCopiedSinceServersLogTheParametersOfStatements() {
    Loads secret = loads.with("KEY", "hidden");
    for (TableData data :
        List.of(
            TableData.of("t", lines("id,code", "1,${secret:KEY}")),
            TableData.of("t", lines("id,code", "1,hidden")).masked("code"))) {
      database.execute("truncate t");
      Exchange exchange =
          Exchange.of(
              database,
              connection -> {
                var unused = secret.on(connection).load(data);
              });
      assertThat(exchange.statements()).contains("copy").doesNotContain("insert", "create");
      assertThat(database.value("select code from t")).isEqualTo("hidden");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into t values (9, 'i', 1)",
        "alter table t enable row level security",
        "create function f() returns trigger language plpgsql as"
            + " $$begin new.code := upper(new.code); return new; end$$;"
            + " create trigger g before insert on t for each row execute function f()",
        "alter table t drop constraint t_pkey, alter id drop not null; create unique index on t"
            + " (id)",
        "create table heir () inherits (t)",
        "alter table t drop constraint t_pkey; create unique index on t (abs(id))",
      })
  void whatCouldTellAnInsertFromAMergeIsCompared(String definition) {
    database.execute(definition);
    assertThat(loads.load(TableData.of("t", BACKWARDS).key("id"))).isEqualTo(counts(3, 0, 0));
    assertThat(database.column("select id from t where id < 9 order by ctid"))
        .containsExactly("1", "2", "3");
  }

  @Test
  void overlaysMirrorsAndReferencesAreCompared() {
    loads.prepareTracker();
    database.execute("insert into u values (1)");
    TableData data = TableData.of("t", lines("id,code,u.id", "3,c,1", "1,a,1")).key("id");
    TableData plain = TableData.of("t", lines("id,code", "3,c", "1,a")).key("id");
    for (TableData compared :
        List.of(
            data, plain.overlay("dev", lines("id,code", "3,d")), plain.mode(TableMode.MIRROR))) {
      database.execute("truncate t");
      assertThat(loads.load(compared).inserted()).isEqualTo(2);
      assertThat(database.column(WRITTEN)).containsExactly("1", "3");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,a,1,|1,b,1,",
        "1,a,1,|,b,1,",
        "1,a,1,|2,b,9,",
        "1,a,1,|2,b,1,7",
        "1,a,1,|2,,1,",
        "1,a,1,|x,b,1,",
        "1,a,1,|2,b",
        "1,a,1,|2,b\u0000,1,",
        "1,a,1,|2,${env:NONE},1,",
      })
  void whatIsWrongIsToldAsAComparisonTellsIt(String rows) {
    String all = "id,code,v,u\n" + rows.replace('|', '\n') + "\n";
    String more = "9%d,z,1,\n".repeat(MANY).formatted(IntStream.range(0, MANY).boxed().toArray());
    for (String text : List.of(all, all + more)) {
      Resource file = TextResource.of("rows.csv", text);
      database.execute("alter table t disable row level security");
      String straight = message(file);
      database.execute("alter table t enable row level security");
      assertThat(straight).isEqualTo(message(file)).contains("rows.csv:3: ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "interval hour:5",
        "interval second(1):1.25",
        "varchar(2):ab   ",
        "char(3):a",
        "bit(3):101",
        "numeric(4,1):1.25",
        "timestamp(0):2024-01-02 03:04:05.5",
        "integer[]:{1,NULL}",
        "jsonb:{}",
        "bytea:\\x00ff",
        "text:\\N",
        "short: a ",
        "oid:7",
        "xid:7",
      })
  void valuesAreReadAsAComparisonReadsThem(String column) {
    int colon = column.indexOf(':');
    database.execute("create domain short as varchar(3)");
    database.execute(
        "create table s (id integer primary key, x %s)".formatted(column.substring(0, colon)));
    TableData data =
        TableData.of("s", lines("id,x", "1,\"%s\"".formatted(column.substring(colon + 1))));
    assertThat(loads.load(data)).isEqualTo(counts(1, 0, 0));
    List<String> straight = database.column("select x::text from s");
    assertThat(loads.load(data)).isEqualTo(counts(0, 0, 1));
    database.execute("truncate s; alter table s enable row level security");
    assertThat(loads.load(data)).isEqualTo(counts(1, 0, 0));
    assertThat(database.column("select x::text from s")).isEqualTo(straight);
  }

  @Test
  void givenIdentitiesAreTakenAndOthersMadeUp() {
    database.execute(
        "create table s (id integer generated always as identity primary key, code text not null"
            + " unique)");
    loads.load(TableData.of("s", lines("id,code", "7,b", "5,a")).key("id"));
    database.execute("create table r (like s including all)");
    loads.load(TableData.of("r", lines("code", "b", "a")).key("code"));
    assertThat(database.column("select * from s order by id")).containsExactly("5|a", "7|b");
    assertThat(database.column("select id from r order by id")).containsExactly("1", "2");
    assertThat(database.value("insert into s (code) values ('c') returning id")).isEqualTo("8");
  }

  @Test
  void rowsGoStraightIntoPartitionsAndMissingOnesAreToldAsEver() {
    database.execute(
        """
        create table p (id integer primary key, v text) partition by range (id);
        create table p1 partition of p for values from (0) to (10);
        create table p2 partition of p for values from (10) to (20);
        """);
    TableData data = TableData.of("p", lines("id,v", "12,a", "3,b", "2,c")).key("id");
    assertThat(loads.load(data)).isEqualTo(counts(3, 0, 0));
    assertThat(database.column("select id from p order by tableoid, ctid"))
        .containsExactly("3", "2", "12");
    database.execute("truncate p");
    TableData lost = TableData.of("p", lines("id,v", "2,a", "33,b")).key("id");
    String straight = String.valueOf(catchThrowable(() -> loads.load(lost)));
    database.execute("alter table p enable row level security");
    assertThat(String.valueOf(catchThrowable(() -> loads.load(lost))))
        .isEqualTo(straight)
        .contains("rows.csv:3: ");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRivalsRowIsMergedWithThoughTheTableHadNone(boolean waiting) throws Exception {
    try (Connection rival = database.connect();
        Statement statement = rival.createStatement();
        ExecutorService threads = Executors.newSingleThreadExecutor()) {
      rival.setAutoCommit(false);
      AtomicBoolean first = new AtomicBoolean(true);
      Resource file =
          Resource.of(
              "rows.csv",
              () -> {
                // The catalogue has been read.
                if (first.getAndSet(false)) {
                  insert(statement, waiting);
                }
                return BACKWARDS.open();
              });
      Future<RowCounts> load = threads.submit(() -> loads.merge("t", file));
      if (waiting) {
        awaitOneWaiting();
        rival.commit();
      }
      assertThat(load.get(30, TimeUnit.SECONDS)).isEqualTo(counts(2, 1, 0));
    }
    assertThat(database.column("select id, code from t order by 1"))
        .containsExactly("1|a", "2|b", "3|c");
  }

  private static void insert(Statement statement, boolean waiting) {
    try {
      statement.execute("insert into t values (2, 'theirs')");
      if (!waiting) {
        statement.getConnection().commit();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitOneWaiting() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            database
                .value(
                    "select count(*) from pg_stat_activity where datname = current_database()"
                        + " and wait_event_type = 'Lock'")
                .equals("1"));
  }

  private void load(Connection connection, Resource file) {
    var unused = loads.on(connection).load(TableData.of("t", file).key("id"));
  }

  private static Resource many() {
    return TextResource.of(
        "rows.csv",
        "id,code\n"
            + IntStream.rangeClosed(1, MANY)
                .map(i -> MANY + 1 - i)
                .mapToObj("%d,c\n"::formatted)
                .collect(Collectors.joining()));
  }

  private String message(Resource file) {
    return String.valueOf(catchThrowable(() -> loads.load(TableData.of("t", file).key("id"))));
  }
}

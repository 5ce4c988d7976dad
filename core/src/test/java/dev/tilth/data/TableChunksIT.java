package dev.tilth.data;

import static dev.tilth.data.Loads.counts;
import static dev.tilth.data.TextResource.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tilth.data.TableChunks.Survey;
import dev.tilth.spi.Chunk;
import dev.tilth.spi.Chunking;
import dev.tilth.spi.Resource;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TableData;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.Sessions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PostgresTest
class TableChunksIT {

  /** Against the order of its keys: a merge inserts by key, a plain copy does not. */
  private static final Resource BACKWARDS =
      lines("id,code,v", "6,f,1", "5,e,1", "4,d,1", "3,c,1", "2,b,1", "1,a,1");

  private static final String WRITTEN = "select id from t order by ctid";

  private final TestDatabase database;
  private final Loads loads;
  private final ChunkLoads chunks;

  TableChunksIT(TestDatabase database) {
    this.database = database;
    this.loads = new Loads(database);
    this.chunks = new ChunkLoads(loads);
  }

  @BeforeEach
  void tables() {
    database.execute(
        """
        drop schema public cascade;
        create schema public;
        create extension if not exists citext schema public;
        create table t (id integer primary key, code text, v integer check (v < 9));
        """);
  }

  @Test
  void rowsAreCopiedStraightIntoAnEmptyTable() {
    assertThat(chunks.load(data(BACKWARDS), 4)).isEqualTo(counts(6, 0, 0));
    assertThat(database.column(WRITTEN)).containsExactly("6", "5", "4", "3", "2", "1");
  }

  @Test
  void aRowInTheWayLeadsToAComparisonForTheRest() {
    TableChunks source = chunks.of(data(BACKWARDS));
    try (TableChunks.Reader reader = source.reader()) {
      assertThat(chunks.load(reader, new Chunk(1, 0, 2))).isEqualTo(counts(2, 0, 0));
      database.execute("insert into t values (3, 'c', 1), (4, 'other', 1)");
      assertThat(chunks.load(reader, new Chunk(2, 2, 4))).isEqualTo(counts(0, 1, 1));
      assertThat(chunks.load(reader, new Chunk(3, 4, 6))).isEqualTo(counts(2, 0, 0));
    }
    assertThat(database.column("select id, code, v from t order by 1"))
        .containsExactly("1|a|1", "2|b|1", "3|c|1", "4|d|1", "5|e|1", "6|f|1");
    assertThat(database.column("select id from t where id < 3 order by ctid"))
        .containsExactly("1", "2");
  }

  @Test
  void afterAChunkOfNewRowsTheNextIsTriedStraight() {
    database.execute("insert into t values (6, 'f', 1)");
    assertThat(chunks.load(data(BACKWARDS), 2)).isEqualTo(counts(5, 0, 1));
    assertThat(database.column(WRITTEN)).containsExactly("6", "5", "3", "4", "2", "1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alter table t enable row level security",
        "create table heir () inherits (t)",
        "alter table t drop constraint t_pkey, alter id drop not null; create unique index on t"
            + " (id)",
        "create function f() returns trigger language plpgsql as"
            + " $$begin new.code := upper(new.code); return new; end$$;"
            + " create trigger g before insert on t for each row execute function f()",
      })
  void whatCouldTellACopyFromAMergeBarsTheStraightWay(String definition) {
    database.execute(definition);
    assertThat(chunks.load(data(BACKWARDS), 3).inserted()).isEqualTo(6);
    assertThat(database.column(WRITTEN)).containsExactly("4", "5", "6", "1", "2", "3");
  }

  @Test
  void aTableWithRulesIsNotCopiedIntoPastThem() {
    database.execute("create rule r as on insert to t do instead nothing");
    String whole = message(() -> loads.merge("t", BACKWARDS));
    assertThat(message(() -> chunks.load(data(BACKWARDS), 6))).isEqualTo(whole);
    assertThat(whole).isNotEqualTo("null");
    assertThat(database.column(WRITTEN)).isEmpty();
  }

  @Test
  void aRowThatIsElsewhereInTheFamilyOfTheTableIsFound() {
    database.execute("create table heir () inherits (t); insert into heir values (3, 'c', 1)");
    assertThat(chunks.load(data(BACKWARDS), 3)).isEqualTo(counts(5, 0, 1));
  }

  @Test
  void aRejectedRowIsNamedAsInOneTransaction() {
    Resource file = lines("id,code,v", "1,a,1", "2,b,1", "3,c,9", "4,d,1");
    String whole = message(() -> loads.merge("t", file));
    assertThat(whole).contains("rows.csv:4").contains("v '9'");
    assertThat(message(() -> chunks.load(data(file), 2))).isEqualTo(whole);
    assertThat(database.column(WRITTEN)).containsExactly("1", "2");
    assertThat(message(() -> chunks.load(data(file), 2))).isEqualTo(whole);
  }

  @Test
  void aValueThatItsTypeCannotHoldIsNamedAsInOneTransaction() {
    Resource file = lines("id,code,v", "1,a,1", "2,b,1", "3,c,1", "4,d,x");
    String whole = message(() -> loads.merge("t", file));
    assertThat(message(() -> chunks.load(data(file), 3))).isEqualTo(whole);
    assertThat(message(() -> chunks.load(data(file), 3))).isEqualTo(whole);
    assertThat(database.column(WRITTEN)).containsExactly("1", "2", "3");
  }

  @Test
  void aSecretOfAnotherChunkIsNotQuoted() {
    Loads secret = loads.with("KEY", "hidden");
    database.execute("alter table t add unique (code)");
    Resource file = lines("id,code,v", "3,hidden,1", "2,b,1", "1,${secret:KEY},1");
    ChunkLoads with = new ChunkLoads(secret);
    TableChunks source = with.of(data(file));
    try (TableChunks.Reader one = source.reader();
        TableChunks.Reader other = source.reader()) {
      with.load(one, new Chunk(2, 2, 3));
      assertThat(message(() -> with.load(other, new Chunk(1, 0, 2))))
          .contains("rows.csv:2")
          .contains("\"t_code_key\"")
          .doesNotContain("(hidden)");
    }
  }

  @Test
  void rowsThatAreRightAreNotRewrittenHoweverTheyAreWritten() {
    database.execute(
        """
        drop table t;
        create table t (id bigint primary key, a numeric(8,2), b numeric, c boolean,
          d timestamptz, e timestamp, f varchar(3), g uuid, h date);
        """);
    String header = "id,a,b,c,d,e,f,g,h";
    Resource file =
        lines(
            header,
            "1,1.5,1.50,true,2024-02-03T04:05:06Z,2024-02-03T04:05:06.700,a\\b,"
                + "00000000-0000-4000-8000-00000000000a,2024-02-03",
            "2,7,7,f,2024-02-03 04:05:06.120+00:00,,\"x\ny\",00000000-0000-4000-8000-00000000000A,",
            "3,-0.1,NaN,yes,2024-02-03T04:05:06+03,2024-02-03 04:05,,,infinity");
    chunks.load(data(file), 2);
    String versions = "select ctid, xmin, t.* from t order by id";
    List<String> before = database.column(versions);

    for (int size = 1; size <= 3; size++) {
      assertThat(chunks.load(data(file), size)).isEqualTo(counts(0, 0, 3));
    }
    assertThat(database.column(versions)).isEqualTo(before);
    assertThat(loads.merge("t", file)).isEqualTo(counts(0, 0, 3));
  }

  @Test
  void whatDiffersOnlyInItsScaleIsWritten() {
    database.execute(
        "create table s (id integer primary key, n numeric); insert into s values (1, 2.0)");
    TableData data = TableData.of("s", lines("id,n", "1,2.00"));
    assertThat(chunks.load(data, 1)).isEqualTo(counts(0, 1, 0));
    assertThat(database.value("select n from s")).isEqualTo("2.00");
  }

  @Test
  void explicitIdsMoveTheSequenceWhicheverWayTheyGo() {
    database.execute("create table s (id serial primary key, v integer)");
    TableData data = TableData.of("s", lines("id,v", "01,1", "5,1", "40,1")).key("id");
    chunks.load(data, 2);
    assertThat(database.value("select nextval('s_id_seq')")).isEqualTo("41");
    database.execute("alter sequence s_id_seq restart");
    assertThat(chunks.load(data, 2)).isEqualTo(counts(0, 0, 3));
    assertThat(database.value("select nextval('s_id_seq')")).isEqualTo("41");
    database.execute("alter sequence s_id_seq restart; update s set v = 2");
    assertThat(chunks.load(data, 2)).isEqualTo(counts(0, 3, 0));
    assertThat(database.value("select nextval('s_id_seq')")).isEqualTo("41");
  }

  @Test
  void aSequenceIsMovedByOneWorkerAtATime() throws Exception {
    database.execute("create table s (id serial primary key, v integer)");
    TableChunks source = chunks.of(TableData.of("s", lines("id,v", "1,1", "2,1", "3,1", "4,1")));
    try (TableChunks.Reader first = source.reader();
        TableChunks.Reader second = source.reader();
        Connection connection = database.connect();
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      connection.setAutoCommit(false);
      assertThat(second.load(new Chunk(2, 2, 4), connection)).isEqualTo(counts(2, 0, 0));
      Future<RowCounts> other = thread.submit(() -> chunks.load(first, new Chunk(1, 0, 2)));
      Sessions.of(database).awaitOne("a.wait_event = 'advisory'", Duration.ofSeconds(20));
      connection.commit();

      assertThat(other.get()).isEqualTo(counts(2, 0, 0));
    }
    assertThat(database.value("select nextval('s_id_seq')")).isEqualTo("5");
  }

  @Test
  void aReaderGoesBackWhereAnEarlierChunkIsAskedFor() {
    TableChunks source = chunks.of(data(BACKWARDS));
    try (TableChunks.Reader reader = source.reader()) {
      assertThat(chunks.load(reader, new Chunk(3, 4, 6))).isEqualTo(counts(2, 0, 0));
      assertThat(chunks.load(reader, new Chunk(1, 0, 2))).isEqualTo(counts(2, 0, 0));
    }
    assertThat(database.column(WRITTEN)).containsExactly("2", "1", "6", "5");
  }

  @Test
  void rowsThatReferToTheirOwnTableAreNotDivisible() {
    database.execute("create table n (code text primary key, up text references n)");
    TableData data = TableData.of("n", lines("code,up.code", "a,", "b,a", "b,a"));
    assertThat(chunks.survey(chunks.of(data))).isEqualTo(new Survey(false, 0));
  }

  @Test
  void referencesAreFollowedInEachChunk() {
    database.execute(
        "create table r (t_id integer references t, n integer, unique (t_id, n));"
            + " insert into t values (1, 'a'), (2, 'b')");
    TableData data = TableData.of("r", lines("t.code,n", "a,1", "b,1", "a,2")).key("t.code", "n");
    assertThat(chunks.load(data, 2)).isEqualTo(counts(3, 0, 0));
    assertThat(chunks.load(data, 2)).isEqualTo(counts(0, 0, 3));
    TableData repeated =
        TableData.of("r", lines("t.code,n", "a,1", "b,1", "a,1")).key("t.code", "n");
    assertThatThrownBy(() -> chunks.survey(chunks.of(repeated)))
        .isInstanceOf(RepeatedKeyException.class);
    TableData lost = TableData.of("r", lines("t.code,n", "a,1", "x,1")).key("t.code", "n");
    assertThatThrownBy(() -> chunks.survey(chunks.of(lost)))
        .isInstanceOf(UnresolvedReferenceException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text:a,b,a",
        "text:a,,b",
        "citext:B,a,b",
        "numeric:1,2,1.0",
        "integer:1,2,01",
        "varchar(2):'aa','ab','ab '",
        "char(3):'a','b','b '",
        "uuid:"
            + "00000000-0000-4000-8000-00000000000a,00000000-0000-4000-8000-00000000000b,"
            + "00000000-0000-4000-8000-00000000000B",
        "text collate blind:B,a,b",
        "integer:1,2,x"
      })
  void keysThatNoChunkCanTellApartAreRefusedAsInOneTransaction(String keys) {
    database.execute(
        "create collation blind (provider = icu, locale = 'und-u-ks-level2', deterministic ="
            + " false)");
    List<String> parts = List.of(keys.split(":", -1));
    database.execute("create table k (k %s unique)".formatted(parts.getFirst()));
    String[] rows = ("k," + parts.getLast().replace("'", "\"")).split(",", -1);
    Resource file =
        TextResource.of(
            "k.jsonl",
            "{\"k\": %s}%n{\"k\": %s}%n{\"k\": %s}%n"
                .formatted(json(rows[1]), json(rows[2]), json(rows[3])));
    TableData data = TableData.of("k", file).key("k");
    String whole = message(() -> loads.load(data));
    assertThat(whole).contains("k.jsonl:");
    assertThat(message(() -> chunks.survey(chunks.of(data)))).isEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3,c", "3,c,1,1", "3,\"c\"x,1", "3,c\",1", "3,${secret:NONE},1"})
  void aMalformedRowIsRefusedBeforeTheFirstChunk(String line) {
    Resource file = lines("id,code,v", "1,a,1", "2,b,1", line);
    String whole = message(() -> loads.merge("t", file));
    assertThat(message(() -> chunks.survey(chunks.of(data(file))))).isEqualTo(whole);
    assertThat(whole).contains("rows.csv:4");
  }

  @Test
  void oneChunkTakesACopyAfterTheFirstHasSeenTheTable() {
    TableData data = data(lines(rows(6)));
    TableChunks source = chunks.of(data);
    try (TableChunks.Reader reader = source.reader()) {
      assertThat(Exchange.of(database, on -> load(reader, new Chunk(1, 0, 3), on)))
          .isEqualTo(
              new Exchange(
                  List.of("select", "select", "select", "select", "savepoint", "copy", "release"),
                  5));
      assertThat(Exchange.of(database, on -> load(reader, new Chunk(2, 3, 6), on)))
          .isEqualTo(new Exchange(List.of("savepoint", "copy", "release"), 4));
    }
    try (TableChunks.Reader again = chunks.of(data).reader()) {
      Exchange unchanged = Exchange.of(database, on -> load(again, new Chunk(1, 0, 3), on));
      assertThat(unchanged.statements())
          .containsExactly("select", "select", "select", "select", "select", "copy");
    }
  }

  @Test
  void readersInTwoThreadsShareTheChunks() throws Exception {
    Resource file = lines(rows(3_000));
    TableChunks source = chunks.of(data(file));
    Chunking cut = new Chunking(3_000, 100);
    AtomicInteger next = new AtomicInteger(1);
    CyclicBarrier together = new CyclicBarrier(2);
    Callable<RowCounts> worker =
        () -> {
          RowCounts counts = RowCounts.NONE;
          try (TableChunks.Reader reader = source.reader()) {
            together.await(30, TimeUnit.SECONDS);
            for (int n = next.getAndIncrement(); n <= cut.count(); n = next.getAndIncrement()) {
              counts = counts.plus(chunks.load(reader, cut.chunk(n)));
            }
          }
          return counts;
        };
    for (RowCounts expected : List.of(counts(3_000, 0, 0), counts(0, 0, 3_000))) {
      next.set(1);
      try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
        Future<RowCounts> one = threads.submit(worker);
        Future<RowCounts> two = threads.submit(worker);
        RowCounts first = one.get(60, TimeUnit.SECONDS);
        RowCounts second = two.get(60, TimeUnit.SECONDS);
        assertThat(first.plus(second)).isEqualTo(expected);
        assertThat(List.of(first, second)).doesNotContain(RowCounts.NONE);
      }
    }
    assertThat(database.value("select count(*), sum(id) from t where code = 'c' || id"))
        .isEqualTo("3000|4501500");
  }

  @Test
  void aCompressedSourceIsReadInChunks() throws IOException {
    byte[] plain = String.join("\n", rows(500)).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(plain);
    }
    TableData data = data(new TextResource("rows.csv.gz", zipped.toByteArray()));
    assertThat(chunks.load(data, 60)).isEqualTo(counts(500, 0, 0));
    TableChunks source = chunks.of(data);
    try (TableChunks.Reader reader = source.reader()) {
      assertThat(chunks.load(reader, new Chunk(3, 400, 500))).isEqualTo(counts(0, 0, 100));
      assertThat(chunks.load(reader, new Chunk(1, 0, 200))).isEqualTo(counts(0, 0, 200));
    }
    TableData cut = data(new TextResource("rows.csv.gz", Arrays.copyOf(zipped.toByteArray(), 400)));
    String whole = message(() -> loads.load(cut));
    assertThat(whole).contains("rows.csv.gz");
    assertThat(message(() -> chunks.survey(chunks.of(cut)))).isEqualTo(whole);
  }

  /** A row that only such an index finds in the way is told as a merge tells it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "create unique index on t (code) where v = 1",
        "alter table t add unique (code) deferrable initially immediate",
        "alter table t add exclude (code with =)",
      })
  void anotherIndexThanThatOfTheKeyIsLeftToTheMerge(String definition) {
    database.execute(definition);
    Resource file = lines("id,code,v", "4,d,1", "3,c,1", "2,d,1", "1,a,1");
    database.execute("alter table t enable row level security");
    String whole = message(() -> chunks.load(data(file), 4));
    assertThat(whole).contains("rows.csv:");
    database.execute("alter table t disable row level security");
    assertThat(message(() -> chunks.load(data(file), 4))).isEqualTo(whole);
    assertThat(message(() -> loads.load(data(file)))).isEqualTo(whole);
    assertThat(chunks.load(data(BACKWARDS), 6)).isEqualTo(counts(6, 0, 0));
    assertThat(database.value("select (array_agg(id order by ctid))[1:2] from t"))
        .isEqualTo("{6,5}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create unique index on t (id) where v = 1",
        "alter table t add unique (id) deferrable",
      })
  void suchAnIndexIsNoKey(String definition) {
    database.execute("alter table t drop constraint t_pkey; " + definition);
    assertThatThrownBy(() -> chunks.load(data(BACKWARDS), 3))
        .isInstanceOf(UnusableKeyException.class);
    assertThatThrownBy(() -> loads.load(data(BACKWARDS))).isInstanceOf(UnusableKeyException.class);
  }

  @Test
  void partitionsAreCopiedIntoUnlessOneOfThemHasATrigger() {
    database.execute(
        """
        drop table t;
        create table t (id integer primary key, code text, v integer) partition by range (id);
        create table t1 partition of t for values from (1) to (4);
        create table t2 partition of t for values from (4) to (9);
        create function f() returns trigger language plpgsql as
          $$begin new.code := upper(new.code); return new; end$$;
        """);
    String written = "select code from t order by tableoid, ctid";
    assertThat(chunks.load(data(BACKWARDS), 4)).isEqualTo(counts(6, 0, 0));
    assertThat(database.column(written)).containsExactly("c", "b", "a", "f", "e", "d");
    assertThat(chunks.load(data(BACKWARDS), 4)).isEqualTo(counts(0, 0, 6));
    database.execute(
        "truncate t; create trigger g before insert on t2 for each row execute function f()");
    assertThat(chunks.load(data(BACKWARDS), 6).inserted()).isEqualTo(6);
    assertThat(database.column(written)).containsExactly("a", "b", "c", "D", "E", "F");
  }

  private static void load(TableChunks.Reader reader, Chunk chunk, Connection connection)
      throws SQLException {
    var unused = reader.load(chunk, connection);
  }

  /** With a header. */
  private static String[] rows(int count) {
    return Stream.concat(
            Stream.of("id,code,v"),
            IntStream.rangeClosed(1, count).mapToObj(n -> "%1$d,c%1$d,1".formatted(n)))
        .toArray(String[]::new);
  }

  private static TableData data(Resource file) {
    return TableData.of("t", file).key("id");
  }

  private static String json(String text) {
    return text.isEmpty() ? "null" : "\"" + text.replace("\"", "") + "\"";
  }

  private static String message(ThrowingCallable load) {
    return String.valueOf(catchThrowable(load));
  }
}

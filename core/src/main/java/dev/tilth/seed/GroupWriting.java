package dev.tilth.seed;

import dev.tilth.data.GroupLoad;
import dev.tilth.data.TableLoad;
import dev.tilth.plan.SeederStep;
import dev.tilth.script.PlainInsert;
import dev.tilth.script.SqlName;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableSeeder;
import dev.tilth.track.LogContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.postgresql.PGConnection;

/** Writes the rows of several seeders in one transaction: step 2 of {@link GroupAttempt}. */
final class GroupWriting {

  private final SeedingWork work;
  private final List<SeederStep> steps;
  private final Connection connection;
  private final GroupLoad loads;
  private final Map<String, List<PlainInsert>> scripts = new LinkedHashMap<>();

  /**
   * @param connection on which they are claimed
   */
  GroupWriting(SeedingWork work, List<SeederStep> steps, Connection connection) {
    this.work = work;
    this.steps = steps;
    this.connection = connection;
    this.loads = new GroupLoad(connection);
  }

  /**
   * One of them.
   *
   * @param rows not final before all of them are settled
   * @param own the time that went into it alone
   */
  private record Loaded(SeederStep step, Share rows, Duration own) {}

  /**
   * Runs once.
   *
   * @return nothing if what one of them writes cannot be foreseen, or told from what others do
   */
  Optional<List<GroupMember>> run() throws Exception {
    Instant begun = now();
    if (!readScripts()) {
      return Optional.empty();
    }
    DSLContext sql =
        DSL.using(connection, SQLDialect.POSTGRES, new Settings().withExecuteLogging(false));
    WriteStatistics statistics =
        work.contexts().statistics(sql, work.connections().isNewSession(connection));
    if (!scripts.isEmpty()) {
      // Defaults and triggers of their tables may leave something in the session.
      work.connections().foreignSqlRan(connection);
    }
    loads.readAhead(tables(), names());
    List<Loaded> loaded = new ArrayList<>();
    for (SeederStep step : steps) {
      loaded.add(load(step));
    }
    loads.settle();
    Duration all = Duration.between(begun, now());
    Optional<List<WrittenPart>> seen = statistics.written();
    return Share.areAll(loaded.stream().map(Loaded::rows).toList(), seen)
        ? Optional.of(members(loaded, seen, all))
        : Optional.empty();
  }

  /** Once more, since a file may have changed since it was admitted. */
  private boolean readScripts() throws SQLException {
    for (SeederStep step : steps) {
      if (work.seeder(step.name()) instanceof ScriptSeeder script) {
        Optional<List<PlainInsert>> inserts = Grouping.inserts(script);
        if (inserts.isEmpty() || !readsTextsAsWeDo()) {
          return false;
        }
        scripts.put(step.name(), inserts.get());
      }
    }
    return true;
  }

  /** Otherwise the end of a text may be elsewhere, and what follows it anything. */
  private boolean readsTextsAsWeDo() throws SQLException {
    return "on"
        .equals(
            connection
                .unwrap(PGConnection.class)
                .getParameterStatus("standard_conforming_strings"));
  }

  private List<TableData> tables() {
    return steps.stream()
        .filter(step -> !scripts.containsKey(step.name()))
        .flatMap(step -> declared(step).stream())
        .toList();
  }

  private List<SqlName> names() {
    return scripts.values().stream().flatMap(List::stream).map(PlainInsert::table).toList();
  }

  private List<TableData> declared(SeederStep step) {
    return ((TableSeeder) work.seeder(step.name())).tables();
  }

  private Loaded load(SeederStep step) throws Exception {
    Instant begun = now();
    LogContext context = LogContext.ofStep(step.name());
    try {
      Share rows = scripts.containsKey(step.name()) ? insert(step.name()) : loadTables(step);
      new SourceFiles(step.seeder()).check();
      return new Loaded(step, rows, Duration.between(begun, now()));
    } finally {
      context.close();
    }
  }

  private Share insert(String seeder) {
    Map<String, RowCounts> inserted = new LinkedHashMap<>();
    for (PlainInsert insert : scripts.getOrDefault(seeder, List.of())) {
      loads.insert(
          insert,
          (table, rows) -> {
            if (rows > 0) {
              inserted.merge(table, new RowCounts(rows, 0, 0, 0), RowCounts::plus);
            }
          });
    }
    return new Share(inserted, false);
  }

  private Share loadTables(SeederStep step) throws SQLException {
    if (work.terms().seen().isOf(step.name())) {
      loads.settle();
    }
    TableLoad load = loads.of(work.loads(step, connection));
    for (TableData table : declared(step)) {
      work.contexts().environments().check(step.name(), table);
      var unused = load.load(table);
    }
    var unused = load.finish();
    return new Share(load.loaded(), true);
  }

  /** What was done for all of them at once took equally long for each. */
  private static List<GroupMember> members(
      List<Loaded> loaded, Optional<List<WrittenPart>> seen, Duration all) {
    Duration own = loaded.stream().map(Loaded::own).reduce(Duration.ZERO, Duration::plus);
    Duration shared = all.minus(own).dividedBy(loaded.size());
    return loaded.stream()
        .map(
            each -> new GroupMember(each.step(), each.rows().counts(seen), each.own().plus(shared)))
        .toList();
  }

  private Instant now() {
    return work.terms().clock().instant();
  }
}

package dev.tilth.data;

import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TableData;
import java.sql.Connection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jooq.DSLContext;

/**
 * Loads declared data in the transaction that the context stands in, for one attempt of one seeder.
 * Belongs to the thread that uses it.
 *
 * <ol>
 *   <li>Read the table's columns, unique constraints and foreign keys from the catalogue.
 *   <li>Match the source's header with them and settle the key.
 *   <li>Where the table has no row yet and nothing tells a row that is inserted from one that is
 *       merged, insert them all; if the server takes each, this is all. See {@link FirstLoad}.
 *   <li>Create a temporary table with the target's types and stream the source into it by COPY: the
 *       server converts. Memory does not grow with the file.
 *   <li>Compare, update, insert: see {@link Merge}; what a mirror deletes: see {@link Mirror}.
 *   <li>Move the sequences past ids that the source gives, and drop the temporary table.
 * </ol>
 *
 * <p>Every failure names file, line, column and value. After one the transaction can only be rolled
 * back. READ COMMITTED is assumed, and a connection that unwraps to {@link
 * org.postgresql.PGConnection}.
 */
public final class TableLoad {

  private final DSLContext sql;
  private final LoadTerms terms;
  private final Function<Connection, LoadSite> sites;
  private final Mirrors mirrors;
  private final Map<String, RowCounts> loaded = new LinkedHashMap<>();

  /**
   * @param sql on a connection with an open transaction
   */
  public TableLoad(DSLContext sql, LoadTerms terms) {
    this(sql, terms, LoadSite::alone);
  }

  TableLoad(DSLContext sql, LoadTerms terms, Function<Connection, LoadSite> sites) {
    this.sql = sql;
    this.terms = terms;
    this.sites = sites;
    this.mirrors = new Mirrors(terms);
  }

  /** Brings the table to what is declared; the counts are exact. */
  public RowCounts load(TableData data) {
    LoadedTable done =
        sql.connectionResult(
            connection -> new Load(sites.apply(connection), data, terms, mirrors).run());
    return add(done);
  }

  /**
   * Deletes what the mirrors could not delete before, since other rows referred to it. To be called
   * after the last load.
   *
   * @return the rows deleted now
   */
  public RowCounts finish() {
    return sql.connectionResult(connection -> mirrors.finish(sites.apply(connection))).stream()
        .map(this::add)
        .reduce(RowCounts.NONE, RowCounts::plus);
  }

  private RowCounts add(LoadedTable done) {
    loaded.merge(done.table().toString(), done.rows(), RowCounts::plus);
    return done.rows();
  }

  /** The counts so far by table, schema and name, in the order of the first load of each. */
  public Map<String, RowCounts> loaded() {
    return Collections.unmodifiableMap(loaded);
  }
}

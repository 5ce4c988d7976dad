package dev.tilth.data;

import dev.tilth.track.SeedRowSql;

/** The statements of a mirror, apart from those of its {@link Merge}. */
final class MirrorSql {

  private final OwnRows rows;
  private final SeedRowSql records;
  private final String source;

  /**
   * @param source the staged rows, see {@link MergeSql#keyed}
   */
  MirrorSql(OwnRows rows, SeedRowSql records, String source) {
    this.rows = rows;
    this.records = records;
    this.source = source;
  }

  /** Inserts rows and records that they are this seeder's. */
  String recorded(String insert) {
    return "with tilth_written as (%s returning %s as business_key, %s as primary_key) %s"
        .formatted(
            insert,
            OwnRows.json(rows.layout().key().columns(), Sql::identifier),
            OwnRows.json(rows.primary().columns(), Sql::identifier),
            records.recording("tilth_written"));
  }

  /** Forgets recorded rows that are not there any more, or under another key. */
  String forgetGone() {
    return records.forgetting(
        "r.primary_key not in (select o.tilth_p from (%s) o join (%s) t on %s)"
            .formatted(rows.recorded(records.own()), rows.current(), rows.same()));
  }

  /**
   * The first row of the source that another seeder owns: its line and the seeder. One that knows
   * its rows by other columns owns the row as long as the primary key is the same.
   */
  String firstForeign() {
    return """
    with source as materialized (%s)
    select s.tilth_line, o.tilth_owner
      from source s join (%s) t on %s
      join (%s) o on %s and (not o.tilth_comparable or %s)
     order by 1, 2 limit 1
    """
        .formatted(
            source,
            rows.current(),
            rows.inSource(),
            rows.recorded(records.foreign()),
            rows.samePrimary(),
            rows.sameKey());
  }

  /** Follows own rows to the primary keys that the source is about to give them. */
  String followMoved(MovedKeys moved) {
    return records.moving(
        """
        with source as materialized (%s)
        select o.tilth_p as primary_key, %s as moved_to
          from (%s) o join (%s) t on %s join source s on %s
         where %s
        """
            .formatted(
                source,
                OwnRows.json(rows.primary().columns(), moved::to),
                rows.recorded(records.own()),
                rows.current(),
                rows.same(),
                rows.inSource(),
                moved.condition()));
  }

  /** Own rows that the source lacks: how many and, of the first, the recorded primary key. */
  String doomed(long most) {
    return """
    with source as materialized (%s)
    select count(*) over (), o.tilth_p
      from (%s) o join (%s) t on %s
     where not exists (select from source s where %s)
     order by 2 limit %d
    """
        .formatted(
            source,
            rows.recorded(records.own()),
            rows.current(),
            rows.same(),
            rows.inSource(),
            most);
  }

  /** Own rows that the source lacks: the values of all targets. */
  String doomedValues() {
    return """
    with source as materialized (%s)
    select %s
      from %s t, (%s) o
     where %s and not exists (select from source s where %s)
     order by %s
    """
        .formatted(
            source,
            Sql.list(
                rows.layout().targets(), target -> "t.%s::text".formatted(target.column().sql())),
            rows.table(),
            rows.recorded(records.own()),
            rows.sameAsStored(),
            rows.storedInSource(),
            Sql.list(rows.layout().key().expressions(), expression -> expression));
  }

  /** The same with all columns, in no order. */
  String doomedRows() {
    return "with source as materialized (%s) select t.* from %s t, (%s) o where %s and not exists (select from source s where %s)"
        .formatted(
            source,
            rows.table(),
            rows.recorded(records.own()),
            rows.sameAsStored(),
            rows.storedInSource());
  }

  /** Whether anything can have been recorded yet. */
  String present() {
    return records.present();
  }

  /** Deletes own rows with their records; the parameter has the recorded primary keys. */
  String deletion() {
    return """
    with tilth_gone as (
      delete from %s using (%s) o where o.tilth_p = any (?::jsonb[]) and %s
      returning o.tilth_p),
    tilth_forgotten as (%s)
    select count(*) from tilth_gone
    """
        .formatted(
            rows.table(),
            rows.recorded(records.own()),
            rows.sameAsStored(),
            records.forgetting("r.primary_key in (select tilth_p from tilth_gone)"));
  }

  /**
   * The key of one of these rows to which a row refers that stays; the parameter has the recorded
   * primary keys.
   */
  String blocked(Referrer referrer) {
    return """
    with doomed as (select d.* from %s d, (%s) o where o.tilth_p = any (?::jsonb[]) and %s)
    select %s from doomed d
     where exists (select from %s r where %s and %s) limit 1
    """
        .formatted(
            rows.table(),
            rows.recorded(records.own()),
            rows.sameAsStored(),
            Sql.list(
                rows.layout().key().columns(),
                name -> "d.%s::text".formatted(Sql.identifier(name))),
            referrer.table().sql(),
            referrer.match("r", "d"),
            referrer.self()
                ? "not exists (select from doomed x where %s)".formatted(same("x", "r"))
                : "true");
  }

  private String same(String left, String right) {
    return Sql.all(
        rows.primary().parts(),
        part -> {
          String column = rows.primary().expressions().get(part);
          return rows.primary().equality(part, left + "." + column, right + "." + column);
        });
  }
}

package dev.tilth.track;

/**
 * SQL over the record of the rows that mirrors have inserted. It is run inside of larger
 * statements, in the transaction of the seeder that owns or owned the rows, so that row and record
 * commit together. Keys are JSON objects of texts, by column.
 *
 * <p>A record says what was inserted and not what is there now: a row may have been deleted, or
 * changed, by anybody since.
 */
public final class SeedRowSql {

  private final String records;
  private final String seeder;
  private final String table;

  /**
   * @param trackerSchema where the record stands
   * @param seeder whose rows they are
   * @param table the table's name, the same for each seeder
   */
  public SeedRowSql(String trackerSchema, String seeder, String table) {
    this.records = "\"%s\".seed_row".formatted(trackerSchema);
    this.seeder = literal(seeder);
    this.table = literal(table);
  }

  /** Whether the record is there: a database that was never deployed to has none. */
  public String present() {
    return "select to_regclass(%s) is not null".formatted(literal(records));
  }

  /** Reads what this seeder has inserted: seeder, business_key and primary_key. */
  public String own() {
    return "%s and seeder = %s".formatted(all(), seeder);
  }

  /** Reads what others have inserted, in the same columns. */
  public String foreign() {
    return "%s and seeder <> %s".formatted(all(), seeder);
  }

  private String all() {
    return "select seeder, business_key, primary_key from %s where table_name = %s"
        .formatted(records, table);
  }

  /**
   * Records rows. One that was recorded before under the same primary key is not there any more.
   *
   * @param written a query for the columns business_key and primary_key
   */
  public String recording(String written) {
    return """
    insert into %s (seeder, table_name, business_key, primary_key)
    select %s, %s, business_key, primary_key from %s
        on conflict (table_name, primary_key)
        do update set seeder = excluded.seeder, business_key = excluded.business_key
    """
        .formatted(records, seeder, table, written);
  }

  /**
   * Forgets rows of this seeder.
   *
   * @param condition over {@code r.primary_key}
   */
  public String forgetting(String condition) {
    return "delete from %s r where r.table_name = %s and r.seeder = %s and %s"
        .formatted(records, table, seeder, condition);
  }

  /**
   * Records rows of this seeder under another primary key.
   *
   * @param moved a query for the columns primary_key and moved_to
   */
  public String moving(String moved) {
    return """
    update %s r set primary_key = m.moved_to from (%s) m
     where r.table_name = %s and r.seeder = %s and r.primary_key = m.primary_key
    """
        .formatted(records, moved, table, seeder);
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}

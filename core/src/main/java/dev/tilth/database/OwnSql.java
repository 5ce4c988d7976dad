package dev.tilth.database;

/**
 * SQL of Tilth's own, marked as such: among the prepared statements of a session, this tells it
 * from that of a seeder.
 */
public final class OwnSql {

  private static final String MARK = "/* tilth */ ";

  /** A condition on {@code p.statement}; the driver leaves blanks between two statements. */
  static final String IS_MARKED = "p.statement ~ '^\\s*/[*] tilth [*]/'";

  private OwnSql() {}

  /** One statement. */
  public static String marked(String sql) {
    return MARK + sql;
  }
}

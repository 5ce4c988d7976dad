package dev.tilth.spi;

/**
 * Rows for one table, identified by their business key. Set-based: one statement compares, one
 * writes; a row that is already as the source has it is not rewritten.
 *
 * <p>A CSV source is RFC 4180 with a header that names the table's columns. An unquoted empty field
 * is NULL, a quoted empty field is the empty string. Values are converted by the server to the type
 * of their column. A header such as {@code role.code} holds the business key of a row in another
 * table and is resolved to that row: before the dot stands the table that one of this table's
 * foreign keys leads to, or, where several do, the foreign key's own column ({@code role_id.code}).
 */
public interface TableSeed {

  /**
   * The columns, or headers that refer to another table, that identify a row. The server must
   * enforce them by a unique constraint or index; without a call it is the only one that the source
   * covers, apart from a primary key that the server makes up.
   *
   * @return a new instance, as from {@link #from}; this one stays as it is
   */
  TableSeed key(String... columns);

  /** The rows, in place of earlier ones. */
  TableSeed from(Resource csv);

  /**
   * Inserts the rows whose key is not in the table yet and never touches one that is.
   *
   * @return exact counts
   */
  RowCounts insertMissing();

  /**
   * Inserts missing rows and updates those that differ in one of the source's columns. Rows that
   * the source does not have stay as they are.
   *
   * @return exact counts
   */
  RowCounts merge();
}

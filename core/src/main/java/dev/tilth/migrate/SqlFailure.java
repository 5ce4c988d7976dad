package dev.tilth.migrate;

import java.sql.SQLException;

/** What the database refused while a script was prepared or looked after. */
final class SqlFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SqlFailure(SQLException cause) {
    super(cause);
  }
}

package dev.tilth.data;

import dev.tilth.spi.RowCounts;
import java.sql.SQLException;
import java.util.Optional;

/** How rows that are inserted straight into their tables get to the server. */
sealed interface Straight permits StraightAway, StraightTogether {

  /**
   * Inserts rows, all of them or none.
   *
   * @return nothing if one of them cannot be inserted
   */
  Optional<RowCounts> insert(StraightInsert rows) throws SQLException;

  /** Returns when all rows are inserted; for whoever is about to send anything else. */
  void settle() throws SQLException;
}

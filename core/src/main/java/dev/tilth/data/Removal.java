package dev.tilth.data;

import java.sql.SQLException;

/** What a load does with rows that its source lacks. */
interface Removal {

  /** Lets them be. */
  Removal NONE =
      new Removal() {

        @Override
        public String insert(String statement) {
          return statement;
        }

        @Override
        public void before() {}

        @Override
        public void after() {}

        @Override
        public long deleted() {
          return 0;
        }
      };

  /** The statement that inserts rows, with whatever is to be known of them later. */
  String insert(String statement);

  /** Before the first row is written, when no row of the source is known to be wrong. */
  void before() throws SQLException;

  /** After the last row was written. */
  void after() throws SQLException;

  long deleted();
}

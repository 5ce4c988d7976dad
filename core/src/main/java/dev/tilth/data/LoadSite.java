package dev.tilth.data;

import java.sql.Connection;

/** The transaction in which tables are loaded, and what is known and on its way there. */
record LoadSite(Connection connection, Straight straight, Catalogue catalogue) {

  private LoadSite(Connection connection, Straight straight) {
    this(connection, straight, new Catalogue(connection, straight));
  }

  /** Of one seeder: nothing is on its way when a load has ended. */
  static LoadSite alone(Connection connection) {
    return new LoadSite(connection, new StraightAway(connection));
  }

  /** Of several: what may wait goes out together. */
  static LoadSite shared(Connection connection, StraightTogether together) {
    return new LoadSite(connection, together);
  }
}

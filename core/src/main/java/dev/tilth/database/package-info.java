/**
 * Physical connections to PostgreSQL. Enters: a URL or secret, or an application's pool. Leaves:
 * connections that carry Tilth's session settings, and failures that say what was observed. The
 * server is authoritative for what it accepts. {@link dev.tilth.database.Connections} may be shared
 * by threads, a connection may not.
 */
@NullMarked
package dev.tilth.database;

import org.jspecify.annotations.NullMarked;

package dev.tilth.spi;

import java.util.List;

/**
 * The migrations of one content module, as an explicit list of Flyway-named scripts. Found through
 * {@link java.util.ServiceLoader}.
 */
public interface MigrationSource {

  /** Names the content in messages, such as {@code thrive-portal}. */
  String name();

  /**
   * The scripts: {@code V<version>__<description>.sql}, {@code R__<description>.sql}, and a {@code
   * <script>.conf} beside a script that needs Flyway's script configuration.
   */
  List<Resource> scripts();
}

package dev.tilth.seed;

import java.util.Optional;

/** Names those who are in a seeder's way, for people. Empty where nobody can be named. */
public interface Rivals {

  /**
   * Who was last seen to keep a connection of this run waiting for a lock, since the last call.
   *
   * @param backend its server process
   */
  Optional<String> blocker(int backend);

  /** Who has claimed seeders at this moment. */
  Optional<String> claimant();

  /** Who keeps runs without the run lock off at this moment. */
  Optional<String> loner();
}

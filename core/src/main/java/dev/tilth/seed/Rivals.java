package dev.tilth.seed;

import java.util.Optional;

/** Names those who are in a seeder's way, for people. Empty where nobody can be named. */
public interface Rivals {

  /** Who was last seen to keep this run waiting for a lock, since the last call. */
  Optional<String> blocker();

  /** Who has claimed seeders at this moment. */
  Optional<String> claimant();

  /** Who keeps runs without the run lock off at this moment. */
  Optional<String> loner();
}

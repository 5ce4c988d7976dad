package dev.tilth.spi;

/** When a seeder that has been applied runs again. */
public enum SeedMode {
  /** Never, unless forced. Content that changed afterwards is an error. */
  ONCE,
  /** When its version or the content of one of its resources changes. */
  ON_CHANGE
}

package dev.tilth.deploy;

/**
 * A person's word on an attempt at a script outside a transaction of which the database does not
 * tell what came of it.
 */
public enum Repair {
  /** The script took effect: it is recorded as applied. */
  APPLIED("recorded"),
  /** What it did was undone, or it did nothing: the attempt is forgotten. */
  UNDONE("forgotten");

  private final String word;

  Repair(String word) {
    this.word = word;
  }

  /** For the ledger. */
  String word() {
    return word;
  }
}

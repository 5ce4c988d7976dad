package dev.tilth.data;

/** What can be wrong with a row before it is written. Of several in one row the first counts. */
enum FaultKind {
  AMBIGUOUS,
  INCOMPLETE_KEY,
  REPEATED_KEY,
  UNRESOLVED
}

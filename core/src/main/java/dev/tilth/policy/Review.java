package dev.tilth.policy;

/** Whether a person has seen what is to be done. */
public enum Review {
  /** This is it: a plan is made, and nothing done. */
  PLANNING,
  /** Nobody has. */
  NONE,
  /** The hash of a plan is given, and nothing else will be done than that plan has. */
  DONE
}

package dev.tilth.plan;

/** What a plan does with one seeder, and why. */
public sealed interface SeederDecision {

  /** The reason in words, for people. */
  String reason();

  /** It runs. */
  record Run(Why why) implements SeederDecision {

    @Override
    public String reason() {
      return why.words;
    }
  }

  /** It has taken effect and nothing about it has changed. */
  record UpToDate() implements SeederDecision {

    @Override
    public String reason() {
      return "up to date";
    }
  }

  /**
   * It has taken effect with the content of a newer build, which stays; force alone is no reason.
   */
  record NewerApplied() implements SeederDecision {

    @Override
    public String reason() {
      return "applied by a newer build";
    }
  }

  /** It is not for this environment. */
  record OtherEnvironment() implements SeederDecision {

    @Override
    public String reason() {
      return "not for this environment";
    }
  }

  /** The run is not about it. */
  record NotSelected() implements SeederDecision {

    @Override
    public String reason() {
      return "not selected";
    }
  }

  /** It would run, but the environment's policy does not permit it on this trigger. */
  record HeldBack(String reason) implements SeederDecision {}

  /** Why a seeder runs. */
  enum Why {
    NEW("new"),
    CHANGED("changed"),
    /** It is written in chunks, and not all of them are there. */
    CONTINUED("continued"),
    FORCED("forced");

    private final String words;

    Why(String words) {
      this.words = words;
    }
  }
}

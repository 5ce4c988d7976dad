package dev.tilth.proof;

import java.time.Duration;
import java.util.Collection;
import java.util.Random;

/** How long the forms of the proofs are, and what they print. */
final class Proof {

  /** For what takes a moment, on a machine that does many other things. */
  static final Duration LIMIT = Duration.ofSeconds(30);

  private static final String SEED = "tilth.proof.seed";
  private static final int SHOWN = 20;

  private Proof() {}

  /** Whether the property {@code tilth.proof.<what>} asks for the long form. */
  static boolean all(String what) {
    return "all".equals(System.getProperty("tilth.proof." + what));
  }

  /** A generator whose seed is printed; {@code -Dtilth.proof.seed} repeats it. */
  static Random random(String proof) {
    long seed = Long.getLong(SEED, new Random().nextInt(Integer.MAX_VALUE));
    say("%s: -D%s=%d chooses the same again".formatted(proof, SEED, seed));
    return new Random(seed);
  }

  /** Into the build's output: a proof says how much it tried. */
  static void say(String text) {
    System.out.println("PROOF " + text);
  }

  /** The failures of a proof of many parts, as one. */
  static void assertNone(Collection<String> failures) {
    if (!failures.isEmpty()) {
      String first = String.join("\n", failures.stream().limit(SHOWN).toList());
      throw new AssertionError("%d failure(s):%n%s".formatted(failures.size(), first));
    }
  }
}

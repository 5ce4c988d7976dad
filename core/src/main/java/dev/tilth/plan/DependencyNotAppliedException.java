package dev.tilth.plan;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.util.Set;
import java.util.TreeSet;

/** A selected seeder needs one that has not been applied and is not part of the run. */
public final class DependencyNotAppliedException extends TilthException {

  private static final long serialVersionUID = 1L;

  private DependencyNotAppliedException(String seeder, Set<String> missing) {
    super(
        ("Seeder %s needs %s, which has not been applied and is not part of this run. Nothing was"
                + " written. Select it too, or run without --only and --tag.")
            .formatted(seeder, String.join(", ", missing)));
  }

  static void check(SeederContent seeder, Set<String> satisfied) {
    Set<String> missing = new TreeSet<>(seeder.spec().dependsOn());
    missing.removeAll(satisfied);
    if (!missing.isEmpty()) {
      throw new DependencyNotAppliedException(seeder.name(), missing);
    }
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}

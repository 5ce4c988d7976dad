package dev.tilth.render;

import dev.tilth.deploy.Forecast;
import dev.tilth.plan.RowChanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the text and the Markdown of a plan have in common. */
final class PlanWords {

  static final String LONE = "outside a transaction";

  static final String EDITED = "Rows that are not as their seeders brought them";

  private PlanWords() {}

  /** Sentences about the hash, its value in the last one. */
  static List<String> hash(Forecast forecast) {
    List<String> sentences = new ArrayList<>();
    if (!forecast.edited().isEmpty()) {
      sentences.add(
          "tilth seed --force NAME puts the rows of a seeder right; what was changed by hand is"
              + " lost then.");
    }
    if (forecast.hash().isEmpty()) {
      sentences.add("There is no plan hash, since a seeder would fail.");
    } else {
      if (forecast.needsHash()) {
        sentences.add(
            "Environment %s permits what is deleted or forced here with the hash of a plan only: --plan HASH."
                .formatted(forecast.steps().environment().name()));
      }
      sentences.add("Plan hash: " + forecast.hash().get());
    }
    return sentences;
  }

  /** How many rows are not listed. */
  static Optional<String> more(RowChanges.Known known) {
    long more = known.changed() - known.rows().size();
    return more > 0 ? Optional.of("and %d more".formatted(more)) : Optional.empty();
  }
}

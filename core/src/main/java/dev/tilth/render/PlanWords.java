package dev.tilth.render;

import dev.tilth.deploy.Forecast;
import dev.tilth.plan.AppliedSeed;
import dev.tilth.plan.RowChanges;
import dev.tilth.plan.SeederStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the text and the Markdown of a plan have in common. */
final class PlanWords {

  static final String LONE = "outside a transaction";

  static final String EDITED = "Data of seeders that are up to date";

  private PlanWords() {}

  /** What a plan ends with: how edited rows are put right, and the hash in the last sentence. */
  static List<String> closing(Forecast forecast) {
    List<String> sentences = new ArrayList<>();
    if (anyRowDiffers(forecast)) {
      sentences.add(
          "tilth seed --only NAME --force NAME writes these rows as their source has them; what was"
              + " changed by hand is lost then. Rows that a trigger rewrites differ again.");
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

  /** Why a seeder runs, and how much of it is there already. */
  static String reason(SeederStep step) {
    boolean same =
        step.seen().filter(seen -> seen.checksum().equals(step.seeder().checksum())).isPresent();
    return step.decision().reason()
        + step.seen()
            .flatMap(AppliedSeed::incomplete)
            .map(chunks -> ", " + chunks.words(same ? "" : " of an earlier content"))
            .orElse("");
  }

  private static boolean anyRowDiffers(Forecast forecast) {
    return forecast.edited().stream()
        .flatMap(rows -> rows.tables().stream())
        .anyMatch(table -> table instanceof RowChanges.Known known && known.changed() > 0);
  }

  /** How many rows are not listed. */
  static Optional<String> more(RowChanges.Known known) {
    long more = known.changed() - known.rows().size();
    return more > 0 ? Optional.of("and %s more".formatted(Words.number(more))) : Optional.empty();
  }
}

package dev.tilth.seed;

import dev.tilth.data.LoadTerms;
import dev.tilth.data.Prior;
import dev.tilth.data.RowPreview;
import dev.tilth.data.WriteBarrier;
import dev.tilth.plan.PlanMovedException;
import dev.tilth.plan.RowChanges;
import dev.tilth.plan.SeederRows;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableSeeder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What somebody has seen in a plan that seeders do to rows. Before such a seeder writes, in its own
 * transaction, its tables are closed to the writes of others and compared once more: what was seen
 * is then what is done.
 *
 * @param seeders as the plan had them
 * @param migrations those of the same run, by file name
 */
public record SeenRows(List<SeederRows> seeders, List<String> migrations) {

  /** Nobody has seen anything. */
  public static final SeenRows NONE = new SeenRows(List.of(), List.of());

  public SeenRows {
    seeders = List.copyOf(seeders);
    migrations = List.copyOf(migrations);
  }

  /**
   * Compares the tables of a seeder with what was seen of them.
   *
   * @param connection in the seeder's transaction, READ COMMITTED
   * @return how many rows were seen that its mirrors delete, by table as it is declared
   * @throws PlanMovedException if they would change other rows
   */
  Map<String, Long> check(TableSeeder seeder, Connection connection, LoadTerms terms)
      throws SQLException {
    Map<String, Long> deletions = new HashMap<>();
    List<RowChanges> seen = of(seeder.spec().name());
    for (int number = 0; number < seen.size(); number++) {
      TableData data = seeder.tables().get(number);
      if (!(seen.get(number) instanceof RowChanges.Unknown)) {
        RowPreview preview = new RowPreview(connection, terms);
        WriteBarrier.before(data, connection);
        compare(seeder.spec().name(), seen.get(number), preview.of(data, Prior.NONE, 0));
      }
      if (seen.get(number) instanceof RowChanges.Known known) {
        deletions.put(data.table(), known.counts().deleted());
      }
    }
    return deletions;
  }

  /** Whether anything was seen of a seeder. */
  boolean isOf(String seeder) {
    return !of(seeder).isEmpty();
  }

  private List<RowChanges> of(String seeder) {
    return seeders.stream()
        .filter(rows -> rows.seeder().equals(seeder))
        .findFirst()
        .map(SeederRows::tables)
        .orElse(List.of());
  }

  private void compare(String seeder, RowChanges seen, RowChanges now) {
    if (now instanceof RowChanges.Known known && !isSame(seen, known)) {
      throw PlanMovedException.within(seeder, seen, known, migrations);
    }
  }

  /** Of a new table it was seen that nothing but insertions happen. */
  private static boolean isSame(RowChanges seen, RowChanges.Known now) {
    return switch (seen) {
      case RowChanges.Known known -> known.isSameAs(now);
      case RowChanges.NewTable created ->
          now.counts().updated() == 0
              && now.counts().deleted() == 0
              && now.counts().unchanged() == 0;
      case RowChanges.Unknown unknown -> true;
    };
  }
}

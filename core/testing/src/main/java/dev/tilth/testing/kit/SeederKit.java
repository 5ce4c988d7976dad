package dev.tilth.testing.kit;

import dev.tilth.testing.TestDatabase;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks that a service's own seeders take effect once whatever happens. Each check begins with
 * copies of one database, compares rows and not what a deployment says, and throws a {@link
 * SeederKitError} that names tables, rows, and what to look for in a seeder.
 *
 * <pre>{@code
 * SeederKit.of(database, url -> tilth(url).deploy().orThrow()).check();
 * }</pre>
 *
 * <ol>
 *   <li>{@link #checkTwice}: the same deployment again writes no row;
 *   <li>{@link #checkReproducible}: another database gets the same rows;
 *   <li>{@link #checkRepeatable}: seeders that run again leave the rows of their first run; only
 *       where {@link #repeatedBy} says how they are made to;
 *   <li>{@link #checkCutAndResumed}: wherever the connection breaks, the next deployment leaves the
 *       rows of an undisturbed one;
 *   <li>{@link #checkRivals}: deployments at the same time leave the rows of one, and all succeed.
 * </ol>
 *
 * <p>A first deployment that writes no row fails each of them, since it would pass whatever it
 * does.
 *
 * <p>Compared are all rows of all tables. What differs in the records of any two deployments of
 * Tilth (schema {@code tilth}, {@code flyway_schema_history}) is left out. Not seen are effects
 * outside the database, positions of sequences, and what is the same within one JVM, such as the
 * order of {@link Set#of}. Immutable, and each check stands alone.
 */
public final class SeederKit {

  private static final int OTHER_CUTS = 40;
  private static final int RIVALS = 2;

  private final Bench bench;
  private final Optional<Deployment> repeated;
  private final int otherCuts;
  private final int rivals;

  private SeederKit(Bench bench, Optional<Deployment> repeated, int otherCuts, int rivals) {
    this.bench = bench;
    this.repeated = repeated;
    this.otherCuts = otherCuts;
    this.rivals = rivals;
  }

  /**
   * A kit with 2 rivals and 40 other cuts that leaves no column out.
   *
   * @param start what deployments begin with, such as an empty database or one with a service's
   *     schema; it is copied, so nobody may be connected to it, and it stays as it is
   */
  public static SeederKit of(TestDatabase start, Deployment deployment) {
    Bench bench = new Bench(start, deployment, Set.of());
    return new SeederKit(bench, Optional.empty(), OTHER_CUTS, RIVALS);
  }

  /**
   * Leaves more columns out of what is compared, such as generated keys and times. {@link
   * #checkTwice} looks at them nevertheless, unless a whole table is left out.
   *
   * @param names as {@code column} (in all tables), {@code table.column} or {@code
   *     schema.table.column}; {@code *} as the column leaves the whole table out
   */
  public SeederKit excluding(String... names) {
    Set<String> all = new TreeSet<>(bench.excluded());
    all.addAll(Set.of(names));
    Bench newBench = new Bench(bench.start(), bench.deployment(), all);
    return new SeederKit(newBench, repeated, otherCuts, rivals);
  }

  /** Says how seeders that have run are made to run again: by force, or with a higher version. */
  public SeederKit repeatedBy(Deployment deployment) {
    return new SeederKit(bench, Optional.of(deployment), otherCuts, rivals);
  }

  /**
   * Says how many cuts there are besides those at the first and the last message and at the end of
   * each COMMIT; evenly spread over the rest, and the same in each run.
   *
   * @param cuts 0 or more; {@link Integer#MAX_VALUE} cuts at each message in both directions
   */
  public SeederKit otherCuts(int cuts) {
    return new SeederKit(bench, repeated, atLeast(0, cuts, "other cuts"), rivals);
  }

  /**
   * Says how many deployments run at the same time.
   *
   * @param deployments 2 or more
   */
  public SeederKit rivals(int deployments) {
    return new SeederKit(bench, repeated, otherCuts, atLeast(2, deployments, "rivals"));
  }

  /** All checks, the quick ones first. */
  public void check() {
    checkTwice();
    checkReproducible();
    if (repeated.isPresent()) {
      checkRepeatable();
    }
    checkRivals();
    checkCutAndResumed();
  }

  /**
   * Deploys twice to one database.
   *
   * @throws SeederKitError if the second deployment fails, or writes, even the values that are
   *     there
   */
  public void checkTwice() {
    new TwiceCheck(bench).run();
  }

  /**
   * Deploys to two databases.
   *
   * @throws SeederKitError if they hold different rows
   */
  public void checkReproducible() {
    new ReproducibleCheck(bench).run();
  }

  /**
   * Deploys to a database, and again so that the seeders repeat their work. Tilth's records of
   * seeders, which say so, are not compared.
   *
   * @throws SeederKitError if that fails, or leaves other rows than the first deployment
   * @throws IllegalStateException without {@link #repeatedBy}
   */
  public void checkRepeatable() {
    Deployment again =
        repeated.orElseThrow(() ->
            new IllegalStateException(
                "Nothing says how seeders are made to run again; call repeatedBy(...) first."));
    new RepeatableCheck(bench, again).run();
  }

  /**
   * Breaks the connection of deployments at messages of PostgreSQL's protocol, right after a
   * message is sent or before its answer arrives, a deployment for each, and deploys once more.
   *
   * @throws SeederKitError if that fails, or leaves other rows than an undisturbed deployment; with
   *     the first messages at which it does; or if less than half of the cuts came about
   */
  public void checkCutAndResumed() {
    new CutCheck(bench, otherCuts).run();
  }

  /**
   * Deploys several times at once to one database.
   *
   * @throws SeederKitError if one fails, or if they leave other rows than a single one
   */
  public void checkRivals() {
    new RivalsCheck(bench, rivals).run();
  }

  private static int atLeast(int least, int value, String what) {
    if (value < least) {
      throw new IllegalArgumentException(
          "The number of %s must be %d or more, but is %d.".formatted(what, least, value));
    }
    return value;
  }
}

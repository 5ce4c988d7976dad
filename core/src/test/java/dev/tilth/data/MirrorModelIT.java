package dev.tilth.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableMode;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Random loads of two seeders, and changes by hand, against a model of who owns which row. */
@PostgresTest
class MirrorModelIT {

  private static final long SEED = Long.getLong("tilth.test.seed", new Random().nextLong());
  private static final int RUNS = 12;
  private static final int STEPS = 15;
  private static final int KEYS = 8;
  private static final String NOBODY = "-";

  private final TestDatabase database;
  private final Loads loads;

  MirrorModelIT(TestDatabase database) {
    this.database = database;
    this.loads = new Loads(database);
  }

  @Test
  void rowsOwnersAndCountsAreThoseOfTheModel() {
    for (int run = 0; run < RUNS; run++) {
      Random random = new Random(SEED + run);
      start();
      Map<String, String> ownerByKey = new TreeMap<>();
      for (int step = 0; step < STEPS; step++) {
        String description = "-Dtilth.test.seed=%d, run %d, step %d".formatted(SEED, run, step);
        if (random.nextInt(3) == 0) {
          changeByHand(random, ownerByKey);
        } else {
          load(random, ownerByKey, description);
        }
        assertThat(database.column("select code from public.t order by 1"))
            .as(description)
            .isEqualTo(List.copyOf(ownerByKey.keySet()));
      }
    }
  }

  private void start() {
    database.execute(
        """
        drop schema if exists tilth cascade;
        drop table if exists public.t;
        create table public.t (id bigint generated always as identity primary key,
          code text not null unique);
        """);
    loads.prepareTracker();
  }

  private void changeByHand(Random random, Map<String, String> ownerByKey) {
    String key = key(random);
    String other = key(random);
    switch (random.nextInt(3)) {
      case 0 -> {
        database.execute("delete from public.t where code = '%s'".formatted(key));
        ownerByKey.remove(key);
      }
      case 1 -> {
        database.execute(
            "insert into public.t (code) values ('%s') on conflict do nothing".formatted(key));
        ownerByKey.putIfAbsent(key, NOBODY);
      }
      default -> {
        if (ownerByKey.containsKey(key) && !ownerByKey.containsKey(other)) {
          database.execute(
              "update public.t set code = '%s' where code = '%s'".formatted(other, key));
          ownerByKey.remove(key);
          ownerByKey.put(other, NOBODY);
          forgetEverywhere();
        }
      }
    }
  }

  /** A key that comes back to its row would be owned again, had nobody looked meanwhile. */
  private void forgetEverywhere() {
    database.execute(
        "delete from tilth.seed_row r where not exists (select from public.t where"
            + " id::text = r.primary_key ->> 'id' and code = r.business_key ->> 'code')");
  }

  private void load(Random random, Map<String, String> ownerByKey, String description) {
    String seeder = random.nextBoolean() ? "One" : "Two";
    TableMode mode = random.nextInt(4) == 0 ? TableMode.MERGE : TableMode.MIRROR;
    List<String> keys = keys(random);
    if (mode == TableMode.MIRROR) {
      String other = seeder.equals("One") ? "Two" : "One";
      keys.removeIf(key -> other.equals(ownerByKey.get(key)));
    }
    TableData data =
        TableData.of("public.t", TextResource.of("t.csv", "code\n" + String.join("\n", keys)))
            .mode(mode);
    RowCounts expected = apply(seeder, mode, keys, ownerByKey);
    assertThat(loads.by(seeder).load(data)).as(description).isEqualTo(expected);
  }

  private static RowCounts apply(
      String seeder, TableMode mode, List<String> keys, Map<String, String> ownerByKey) {
    long before = ownerByKey.size();
    if (mode == TableMode.MIRROR) {
      ownerByKey
          .entrySet()
          .removeIf(row -> row.getValue().equals(seeder) && !keys.contains(row.getKey()));
    }
    long deleted = before - ownerByKey.size();
    long inserted =
        keys.stream()
            .filter(key ->
                ownerByKey.putIfAbsent(key, mode == TableMode.MIRROR ? seeder : NOBODY) == null)
            .count();
    return new RowCounts(inserted, 0, deleted, keys.size() - inserted);
  }

  private static List<String> keys(Random random) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      if (random.nextBoolean()) {
        keys.add("k" + i);
      }
    }
    Collections.shuffle(keys, random);
    return keys;
  }

  private static String key(Random random) {
    return "k" + random.nextInt(KEYS);
  }
}

package dev.tilth.proof;

import dev.tilth.InlineContent;
import dev.tilth.Tilth;
import dev.tilth.deploy.Report;
import dev.tilth.plan.Selection;
import dev.tilth.policy.Identity.Consent;
import dev.tilth.spi.ChunkedTableSeeder;
import dev.tilth.spi.Resource;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Loads a {@link BulkFile} by a JVM of its own, with a heap of 64 MB, and with its classes in an
 * AOT cache, as the image has them, or without.
 */
final class BulkProcess {

  private static final List<String> OPTIONS =
      List.of(
          "-Xmx64m",
          "-XX:+UseSerialGC",
          "-Xlog:gc",
          "-Dorg.jooq.no-logo=true",
          "-Dorg.jooq.no-tips=true");
  private static final String SEEDER = "Cases";

  private final String classPath;
  private final Optional<Path> cache;

  private BulkProcess(String classPath, Optional<Path> cache) {
    this.classPath = classPath;
    this.cache = cache;
  }

  /** Every class is read from its file and verified. */
  static BulkProcess plain() {
    return new BulkProcess(System.getProperty("java.class.path"), Optional.empty());
  }

  /**
   * With a cache of what a load uses.
   *
   * @param directory where it is made
   * @param training a database and a file for the run that tells
   */
  static BulkProcess cached(Path directory, TestDatabase training, Path file)
      throws IOException, InterruptedException {
    BulkProcess plain = new BulkProcess(ClassPathJars.write(directory), Optional.empty());
    Path cache = directory.resolve("classes.aot");
    plain.run(List.of("-XX:AOTCacheOutput=" + cache), training, file, 1);
    return new BulkProcess(plain.classPath, Optional.of(cache));
  }

  /**
   * What it did.
   *
   * @param millis from the start of the process to its end
   * @param heapBytes the highest sum of what was in use after a collection
   */
  record Result(long millis, long heapBytes, RowCounts rows) {}

  /** With the schema, and without rows. */
  static void prepare(TestDatabase database) {
    tilth(database.url(), Path.of("none"), 1).migrate().orThrow();
  }

  Result run(TestDatabase database, Path file, int parallel)
      throws IOException, InterruptedException {
    // Without a cache that can be used, the process fails.
    return run(
        cache.map(from -> List.of("-XX:AOTMode=on", "-XX:AOTCache=" + from)).orElse(List.of()),
        database,
        file,
        parallel);
  }

  private Result run(List<String> options, TestDatabase database, Path file, int parallel)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, Main.class.getName()));
    command.addAll(List.of(database.url(), file.toString(), String.valueOf(parallel)));
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output;
    try (var stream = process.getInputStream()) {
      output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new AssertionError("The load failed: " + output);
    }
    return new Result((System.nanoTime() - start) / 1_000_000, heap(output), rows(output));
  }

  private static long heap(String output) {
    return output
        .lines()
        .filter(line -> line.contains("Pause"))
        .mapToLong(line -> Long.parseLong(line.replaceAll(".*?(\\d+)M->(\\d+)M.*", "$1")))
        .max()
        .orElse(0);
  }

  private static RowCounts rows(String output) {
    String[] counts =
        output
            .lines()
            .filter(line -> line.startsWith("rows "))
            .findFirst()
            .orElseThrow()
            .split(" ", -1);
    return new RowCounts(
        Long.parseLong(counts[1]), Long.parseLong(counts[2]), 0, Long.parseLong(counts[3]));
  }

  private static Tilth tilth(String url, Path file, int parallel) {
    InlineContent content =
        new InlineContent()
            .script("V1__cases.sql", BulkFile.TABLE)
            .seeder(
                ChunkedTableSeeder.of(
                    SeederSpec.onChange(SEEDER),
                    TableData.of(
                        "public.cases",
                        file.toString().equals("none")
                            ? InlineContent.resource("none.csv", "id\n")
                            : Resource.file(file))));
    return content.addTo(Tilth.builder()).environment("dev").url(url).parallel(parallel).build();
  }

  /** The other JVM. */
  static final class Main {

    private Main() {}

    public static void main(String[] arguments) {
      Tilth tilth = tilth(arguments[0], Path.of(arguments[1]), Integer.parseInt(arguments[2]));
      Report report =
          tilth.run("seed", Selection.SEED.withForce(Set.of(SEEDER)), Consent.NONE).orThrow();
      RowCounts rows = report.rows();
      System.out.printf("rows %d %d %d%n", rows.inserted(), rows.updated(), rows.unchanged());
    }
  }
}

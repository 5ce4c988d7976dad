package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.deploy.StartMode;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableSeeder;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that verifies does not pay for what deploying takes. */
@PostgresTest
final class LoadedClassesIT {

  private static final String URL = "VERIFIED_URL";

  @TempDir private Path directory;

  @Test
  void verifying_loads_neither_an_injector_nor_what_migrates_and_seeds(TestDatabase given)
      throws Exception {
    TestDatabase database = given.another();
    tilth(database.url()).deploy().orThrow();

    List<String> loaded = loadedBy(database);

    assertThat(loaded).contains("dev.tilth.deploy.StartCheck", "org.postgresql.jdbc.PgConnection");
    assertThat(loaded)
        .noneMatch(name -> name.startsWith("com.google.inject."))
        .noneMatch(name -> name.startsWith("org.flywaydb.core.api.configuration."))
        .noneMatch(name -> name.startsWith("com.typesafe.config."))
        .doesNotContain("org.flywaydb.core.Flyway", "org.jooq.impl.DSL");
  }

  private List<String> loadedBy(TestDatabase database) throws Exception {
    Path classes = directory.resolve("classes.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=%s::filecount=0".formatted(classes),
                "-cp",
                System.getProperty("java.class.path"),
                Service.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile());
    builder.environment().put(URL, database.url());
    Process service = builder.start();
    try {
      assertThat(service.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(service.exitValue()).as(Files.readString(directory.resolve("output"))).isZero();
    } finally {
      service.destroyForcibly();
    }
    try (Stream<String> lines = Files.lines(classes)) {
      return lines
          .map(line -> line.replaceFirst("^(\\[[^]]*\\])+ ", "").split(" ", -1)[0])
          .toList();
    }
  }

  private static Tilth tilth(String url) {
    return new InlineContent()
        .script("V1__t.sql", "CREATE TABLE public.t (code text PRIMARY KEY)")
        .seeder(
            TableSeeder.of(
                SeederSpec.onChange("Codes"),
                TableData.of("public.t", InlineContent.resource("t.csv", "code\na\n")).key("code")))
        .addTo(Tilth.builder().url(url).environment("dev"))
        .build();
  }

  /** The other JVM. */
  static final class Service {

    private Service() {}

    public static void main(String[] arguments) {
      tilth(System.getenv(URL)).start(StartMode.VERIFY);
    }
  }
}

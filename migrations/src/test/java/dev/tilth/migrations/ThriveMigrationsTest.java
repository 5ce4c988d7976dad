package dev.tilth.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.spi.MigrationSource;
import dev.tilth.spi.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThriveMigrationsTest {

  private static final Pattern VERSION = Pattern.compile("V([0-9]+)__[a-z0-9_]+\\.sql");
  private static final Pattern CREATED_TABLE = Pattern.compile("CREATE TABLE (\\S+)");

  private final List<Resource> scripts = new ThriveMigrations().scripts();

  @Test
  void theReleaseIsTheOneThatTheBuildWasGiven() {
    assertThat(new ThriveMigrations().release())
        .isEqualTo(Long.getLong("tilth.content.release", 0));
  }

  @Test
  void theReleaseOfAnotherBuildIsAnother(@TempDir Path build) throws Exception {
    Path folder = Files.createDirectories(build.resolve("dev/tilth/migrations"));
    Files.writeString(folder.resolve("release.txt"), "57\n");
    URL compiled = ThriveMigrations.class.getProtectionDomain().getCodeSource().getLocation();
    URL[] first = {build.toUri().toURL(), compiled};
    try (URLClassLoader classes = new ChildFirst(first)) {
      Object content =
          classes
              .loadClass(ThriveMigrations.class.getName())
              .getDeclaredConstructor()
              .newInstance();
      assertThat(((MigrationSource) content).release()).isEqualTo(57);
    }
  }

  @Test
  void theServiceLoaderFindsThem() {
    assertThat(ServiceLoader.load(MigrationSource.class))
        .singleElement()
        .isInstanceOf(ThriveMigrations.class);
  }

  @Test
  void theListNamesEveryScriptOfTheDirectoryAndNoOther() throws IOException, URISyntaxException {
    Path directory =
        Path.of(
            Objects.requireNonNull(ThriveMigrations.class.getResource("/db/migration")).toURI());
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(scripts)
          .extracting(Resource::name)
          .containsExactlyInAnyOrderElementsOf(
              files.map(file -> file.getFileName().toString()).toList());
    }
  }

  @Test
  void versionsRiseByOneInTheOrderOfTheList() {
    assertThat(scripts)
        .extracting(script -> version(script.name()))
        .containsExactlyElementsOf(
            Stream.iterate(1, version -> version + 1).limit(scripts.size()).toList());
  }

  @Test
  void everyTableLiesInANamedSchemaAndHasAComment() throws IOException {
    String sql = allOf(scripts);
    assertThat(CREATED_TABLE.matcher(sql).results().map(table -> table.group(1)))
        .isNotEmpty()
        .allMatch(table -> table.startsWith("public."))
        .allSatisfy(table -> assertThat(sql).contains("COMMENT ON TABLE " + table + " IS"));
  }

  @Test
  void anIndexThatIsBuiltConcurrentlyIsAloneInItsScript() throws IOException {
    for (Resource script : scripts) {
      String sql = read(script);
      if (sql.contains("CONCURRENTLY")) {
        assertThat(sql.chars().filter(character -> character == ';')).as(script.name()).hasSize(1);
      }
    }
  }

  private static int version(String script) {
    Matcher matcher = VERSION.matcher(script);
    assertThat(matcher.matches()).as(script).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  private static String allOf(List<Resource> scripts) throws IOException {
    StringBuilder sql = new StringBuilder();
    for (Resource script : scripts) {
      sql.append(read(script));
    }
    return sql.toString();
  }

  private static String read(Resource script) throws IOException {
    try (InputStream stream = script.open()) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Loads this module's own classes again, beside another build's file. */
  private static final class ChildFirst extends URLClassLoader {

    ChildFirst(URL... path) {
      super(path, MigrationSource.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      return name.startsWith("dev.tilth.migrations.")
          ? findClass(name)
          : super.loadClass(name, resolve);
    }

    @Override
    public @Nullable URL getResource(String name) {
      return findResource(name);
    }
  }
}

package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tilth.catalog.SeedFolder;
import dev.tilth.config.SeedFiles;
import dev.tilth.config.SettingsLoader;
import dev.tilth.policy.UndefinedEnvironmentException;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableSeeder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Content that is for environments which nobody has defined, whichever way it comes. */
final class UndefinedEnvironmentTest {

  /** Nobody listens there: what is refused is refused before the database is asked. */
  private static final String URL = "postgresql://nobody:nothing@127.0.0.1:1/none";

  private final Path directory;

  UndefinedEnvironmentTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void every_place_in_code_is_named_with_what_was_probably_meant() {
    TableData roles =
        TableData.of("role", InlineContent.resource("roles.csv", "code\n"))
            .overlay("dev", InlineContent.resource("roles.dev.csv", "code\n"))
            .overlay("sagting", InlineContent.resource("roles.more.csv", "code\n"));
    InlineContent content =
        new InlineContent()
            .counting(SeederSpec.once("Counter").in("qa", "pord"))
            .seeder(TableSeeder.of(SeederSpec.onChange("Roles").in("eu-west"), roles));

    UndefinedEnvironmentException failure = failure(content.addTo(builder()));

    assertThat(failure)
        .hasMessage(
            "Seeder Counter is for the environment 'pord', which is not defined. Did you mean"
                + " 'prod'? Seeder Roles is for the environment 'eu-west', which is not defined."
                + " The overlay roles.more.csv of seeder Roles is for the environment 'sagting',"
                + " which is not defined. Did you mean 'staging'? Known are dev, qa, staging,"
                + " prod. Correct the name, or define the environment in the configuration:"
                + " tilth.environments.pord, tilth.environments.eu-west,"
                + " tilth.environments.sagting.");
    assertThat(failure.kind().exitCode()).isEqualTo(64);
  }

  @Test
  void files_are_named_as_well() throws IOException {
    write("10_role.csv", "code\nA\n");
    write("role.pord.csv", "code\nB\n");
    write("clean.sql", "SELECT 1;");
    write("clean.conf", "environments = [dev, Qa]");

    assertThat(failure(builder().seeders(SeedFiles.in(SeedFolder.directory(directory)))))
        .hasMessageContaining("The overlay role.pord.csv of seeder role is for the environment")
        .hasMessageContaining("Did you mean 'prod'?")
        .hasMessageContaining("Seeder clean is for the environment 'Qa'")
        .hasMessageContaining("Did you mean 'qa'?");
  }

  @Test
  void an_overlay_is_not_excused_by_its_own_seeders_environments() throws IOException {
    write("role.csv", "code\nA\n");
    write("role.demo.csv", "code\nB\n");
    write("role.conf", "environments = [demo]");

    assertThat(failure(builder().seeders(SeedFiles.in(SeedFolder.directory(directory)))))
        .hasMessageContaining("role.demo.csv")
        .hasMessageContaining("Seeder role is for");
  }

  @Test
  void one_that_the_configuration_defines_is_as_good_as_any() throws IOException {
    write("role.csv", "code\nA\n");
    write("role.demo.csv", "code\nB\n");
    write("role.conf", "environments = [demo, prod]");
    SettingsLoader loader =
        SettingsLoader.of(Map.of(), directory)
            .with("tilth.environments.demo.protected", "false")
            .with("tilth.database.url", URL)
            .with("tilth.seeds", ".");

    assertThatCode(() -> Tilth.builder().settings(loader.load()).build())
        .doesNotThrowAnyException();
  }

  private static UndefinedEnvironmentException failure(TilthBuilder builder) {
    return catchThrowableOfType(UndefinedEnvironmentException.class, builder::build);
  }

  private static TilthBuilder builder() {
    return Tilth.builder().url(URL).migrations();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}

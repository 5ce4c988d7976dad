import dev.tilth.Tilth;
import dev.tilth.catalog.SeedFolder;
import dev.tilth.config.SeedFiles;
import dev.tilth.config.SettingsLoader;
import dev.tilth.deploy.Report;
import dev.tilth.render.Renderer;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederCatalog;
import dev.tilth.spi.SeederSpec;
import java.nio.file.Path;
import java.util.List;

final class Club implements SeederCatalog {

  @Override
  public String name() {
    return "club";
  }

  @Override
  public List<Seeder> seeders() {
    return List.of(new FounderSeeder());
  }

  static final class FounderSeeder implements Seeder {

    @Override
    public SeederSpec spec() {
      return SeederSpec.once("FounderSeeder").after("role").in("dev", "qa");
    }

    @Override
    public void seed(SeedContext context) {
      context
          .sql()
          .execute(
              """
              INSERT INTO member (email, role_id)
              SELECT {0}, id FROM role WHERE code = 'chair'
              """,
              context.environment() + "@example.com");
    }
  }

  public static void main(String[] args) {
    Tilth tilth =
        Tilth.builder()
            .settings(SettingsLoader.of(System.getenv(), Path.of("")).load())
            .seeders(SeedFiles.in(SeedFolder.directory(Path.of("seeds"))), new Club())
            .build();
    Report report = tilth.deploy();
    System.out.print(Renderer.text(false).report(report));
    System.exit(report.exitCode());
  }
}

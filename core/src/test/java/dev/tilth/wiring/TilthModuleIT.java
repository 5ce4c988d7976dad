package dev.tilth.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.tilth.Tilth;
import dev.tilth.config.SettingsLoader;
import dev.tilth.config.TilthSettings;
import dev.tilth.deploy.Report;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
final class TilthModuleIT {

  @TempDir private Path directory;

  @Test
  void an_injector_hands_out_one_tilth_for_the_settings(TestDatabase database) {
    TilthSettings settings =
        SettingsLoader.of(
                Map.of("DATABASE_URL", database.url(), "TILTH_ENV", "qa", "TILTH_ACTOR", "alex"),
                directory)
            .load();
    Injector injector =
        Guice.createInjector(TilthModule.of(settings, "service").withContent(List.of(), List.of()));

    Tilth tilth = injector.getInstance(Tilth.class);

    assertThat(tilth).isSameAs(injector.getInstance(Tilth.class));
    assertThat(injector.getInstance(TilthSettings.class)).isSameAs(settings);
    assertThat(tilth.deploy().outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
    assertThat(tilth.status().environment()).isEqualTo("qa");
  }
}

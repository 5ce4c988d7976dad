package dev.tilth.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.tilth.Tilth;
import dev.tilth.TilthBuilder;
import dev.tilth.config.TilthSettings;
import dev.tilth.spi.MigrationSource;
import dev.tilth.spi.SeederCatalog;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Binds {@link Tilth} and {@link TilthSettings}. A program that has its content elsewhere than
 * where the service loader looks names it with {@link #withContent}; one that has a clock of its
 * own binds {@link InstantSource} over this module's.
 */
public final class TilthModule extends AbstractModule {

  private final TilthSettings settings;
  private final String launcher;
  private final Optional<Content> content;

  private TilthModule(TilthSettings settings, String launcher, Optional<Content> content) {
    this.settings = settings;
    this.launcher = launcher;
    this.content = content;
  }

  /**
   * Binds these settings.
   *
   * @param launcher what the ledger calls the program, such as {@code cli}
   */
  public static TilthModule of(TilthSettings settings, String launcher) {
    return new TilthModule(settings, launcher, Optional.empty());
  }

  /** The same with exactly this content. */
  public TilthModule withContent(List<MigrationSource> migrations, List<SeederCatalog> seeders) {
    return new TilthModule(settings, launcher, Optional.of(new Content(migrations, seeders)));
  }

  @Override
  protected void configure() {
    bind(TilthSettings.class).toInstance(settings);
  }

  @Provides
  @Singleton
  InstantSource clock() {
    return InstantSource.system();
  }

  @Provides
  @Singleton
  Tilth tilth(InstantSource clock) {
    TilthBuilder builder = Tilth.builder().settings(settings).launcher(launcher).clock(clock);
    content.ifPresent(found ->
        builder
            .migrations(found.migrations().toArray(MigrationSource[]::new))
            .seeders(found.seeders().toArray(SeederCatalog[]::new)));
    return builder.build();
  }

  private record Content(List<MigrationSource> migrations, List<SeederCatalog> seeders) {}
}

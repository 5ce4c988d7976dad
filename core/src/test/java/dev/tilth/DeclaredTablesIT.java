package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tilth.config.SettingsLoader;
import dev.tilth.deploy.Report;
import dev.tilth.render.Renderer;
import dev.tilth.spi.Resource;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableSeeder;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Declared tables from the plan to the ledger. */
@PostgresTest
final class DeclaredTablesIT {

  private static final String VALUE = "s3cret-m0use";

  private static final String TABLE =
      """
      CREATE TABLE public.keys (
        code text PRIMARY KEY, token text UNIQUE, rank integer,
        late text CONSTRAINT late UNIQUE DEFERRABLE INITIALLY DEFERRED);
      """;

  @TempDir Path directory;

  @Test
  void a_changed_source_or_declaration_runs_the_seeder_again(TestDatabase given) {
    TestDatabase database = given.another();
    TableData data = TableData.of("keys", file("keys.csv", "code,rank\na,1\n")).key("code");

    assertThat(deploy(database, "dev", data).appliedSeeders()).isEqualTo(1);
    assertThat(deploy(database, "dev", data).appliedSeeders()).isZero();
    assertThat(deploy(database, "dev", data.masked("rank")).appliedSeeders()).isZero();
    assertThat(deploy(database, "dev", data.insertOnly("rank")).appliedSeeders()).isEqualTo(1);
    TableData more = TableData.of("keys", file("keys.csv", "code,rank\na,1\nb,2\n")).key("code");
    assertThat(deploy(database, "dev", more).appliedSeeders()).isEqualTo(1);
  }

  @Test
  void an_overlay_counts_in_its_own_environment_only(TestDatabase given) {
    TableData plain = TableData.of("keys", file("keys.csv", "code,rank\na,1\n")).key("code");
    TableData overlaid = plain.overlay("qa", file("keys.qa.csv", "rank,code\n2,b\n"));
    TestDatabase dev = given.another();
    TestDatabase qa = given.another();
    deploy(dev, "dev", plain);
    deploy(qa, "qa", plain);

    assertThat(deploy(dev, "dev", overlaid).outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
    assertThat(deploy(qa, "qa", overlaid).appliedSeeders()).isEqualTo(1);
    assertThat(deploy(qa, "qa", overlaid).outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
    assertThat(dev.column("SELECT code FROM public.keys")).containsExactly("a");
    assertThat(qa.column("SELECT code FROM public.keys ORDER BY 1")).containsExactly("a", "b");
  }

  @Test
  void a_resolved_value_is_in_the_table_and_nowhere_else(TestDatabase given) {
    TestDatabase database = given.another();
    ListAppender<ILoggingEvent> log = listen();
    try {
      deploy(database, "dev", tokens("code,token\na,${secret:API_TOKEN}\n"));
      Report failed = deploy(database, "dev", tokens("code,token\nb,${secret:API_TOKEN}\n"));

      assertThat(failed.outcome()).isEqualTo(Report.Outcome.FAILED);
      assertThat(failed.failure().orElseThrow())
          .hasMessageContaining("keys.csv:2: the database rejects token ********")
          .hasMessageContaining("keys_token_key");
      assertHidden(Renderer.json().report(failed) + Renderer.text(false).report(failed));
      assertHidden(trace(failed.failure().orElseThrow()));
    } finally {
      root().detachAppender(log);
      root().setLevel(Level.INFO);
    }
    assertHidden(
        log.list.stream()
            .map(event -> event.getFormattedMessage() + event.getThrowableProxy())
            .collect(Collectors.joining("\n")));
    assertHidden(database.column("SELECT s::text FROM tilth.step s").toString());
    assertHidden(database.column("SELECT s::text FROM tilth.seed s").toString());
    assertThat(database.column("SELECT code, token FROM public.keys"))
        .containsExactly("a|" + VALUE);
  }

  @Test
  void a_resolved_value_that_only_the_commit_rejects_is_not_shown_either(TestDatabase given) {
    TableData twice = tokens("code,late\na,${secret:API_TOKEN}\nb,${secret:API_TOKEN}\n");

    Report failed = deploy(given.another(), "dev", twice);

    assertThat(failed.failure().orElseThrow()).hasMessageContaining("constraint late");
    assertHidden(trace(failed.failure().orElseThrow()));
  }

  private static TableData tokens(String csv) {
    return TableData.of("public.keys", file("keys.csv", csv)).key("code");
  }

  private Report deploy(TestDatabase database, String environment, TableData data) {
    InlineContent content =
        new InlineContent()
            .script("V1__keys.sql", TABLE)
            .seeder(TableSeeder.of(SeederSpec.onChange("Keys"), data));
    return content
        .addTo(Tilth.builder())
        .settings(SettingsLoader.of(Map.of("API_TOKEN", VALUE), directory).load())
        .url(database.url())
        .environment(environment)
        .build()
        .deploy();
  }

  private static Resource file(String name, String text) {
    return InlineContent.resource(name, text);
  }

  private static ListAppender<ILoggingEvent> listen() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root().setLevel(Level.TRACE);
    root().addAppender(log);
    return log;
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  private static void assertHidden(String text) {
    assertThat(text).isNotEmpty().doesNotContain(VALUE);
  }
}

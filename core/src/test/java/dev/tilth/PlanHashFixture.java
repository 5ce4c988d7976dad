package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tilth.deploy.PlanDetail;
import dev.tilth.deploy.Report;
import dev.tilth.plan.PlanHash;
import dev.tilth.plan.PlanMovedException;
import dev.tilth.plan.Selection;
import dev.tilth.policy.Identity.Consent;
import dev.tilth.policy.Trigger;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableMode;
import dev.tilth.spi.TableSeeder;
import dev.tilth.testing.TestDatabase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** Plans and runs that are held to them, of two small tables. */
abstract class PlanHashFixture {

  static final Consent CONSENT = new Consent(true, true);

  static final String V1 =
      "CREATE TABLE public.role (code text PRIMARY KEY, name text);"
          + " CREATE TABLE public.counter (who text);";

  final InlineContent content = new InlineContent().script("V1__tables.sql", V1);
  String environment = "dev";
  TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
  }

  void refused(PlanHash hash, String part) {
    List<String> before = everything();
    assertThatExceptionOfType(PlanMovedException.class)
        .isThrownBy(() -> deploy(hash))
        .withMessageContaining("Other than then: " + part + ". Nothing was done.")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.REFUSED));
    assertThat(everything()).isEqualTo(before);
  }

  List<String> everything() {
    return database.column(
        "SELECT relname || ' ' || coalesce((xpath('/row/c/text()', query_to_xml(format("
            + "'SELECT count(*) AS c FROM %I.%I', n.nspname, relname), false, true, '')))[1]::text,"
            + " '') FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
            + " WHERE relkind = 'r' AND n.nspname IN ('public', 'tilth') ORDER BY 1");
  }

  void roles(String... rows) {
    content.seeder(TableSeeder.of(SeederSpec.onChange("Roles"), data(rows)));
  }

  void mirror(String... rows) {
    content.seeder(TableSeeder.of(SeederSpec.onChange("Roles"), data(rows).mode(TableMode.MIRROR)));
  }

  void persons(String... rows) {
    String csv = "code,role\n" + String.join("\n", rows) + "\n";
    content.seeder(
        TableSeeder.of(
            SeederSpec.onChange("Persons").after("Roles"),
            TableData.of("public.person", InlineContent.resource("persons.csv", csv))
                .key("code")
                .mode(TableMode.MIRROR)));
  }

  void counting(String name) {
    content.counting(SeederSpec.once(name));
  }

  static TableData data(String... rows) {
    String csv = "code,name\n" + String.join("\n", rows) + "\n";
    return TableData.of("public.role", InlineContent.resource("roles.csv", csv)).key("code");
  }

  List<String> names() {
    return database.column("SELECT code, name FROM public.role ORDER BY 1");
  }

  PlanHash hash(Selection selection) {
    return tilth().plan(selection, CONSENT, PlanDetail.COUNTS).hash().orElseThrow();
  }

  Report deploy() {
    Report report = tilth().run("deploy", Selection.DEPLOY, CONSENT);
    assertThat(report.exitCode()).isZero();
    return report;
  }

  Report deploy(PlanHash hash) {
    return tilth().run("deploy", Selection.DEPLOY, CONSENT, Optional.of(hash));
  }

  Report seed(Selection selection, Optional<PlanHash> hash) {
    return tilth().run("seed", selection, CONSENT, hash);
  }

  Tilth tilth() {
    return content.addTo(builder()).build();
  }

  TilthBuilder builder() {
    return Tilth.builder().url(database.url()).environment(environment).trigger(Trigger.MANUAL);
  }
}

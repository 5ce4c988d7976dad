package dev.tilth;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.tilth.spi.TilthException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds the line of packages and what each of them may know. */
@AnalyzeClasses(packages = "dev.tilth", importOptions = ArchitectureTest.MainClassesOfCore.class)
final class ArchitectureTest {

  /** A package imports only those to its right. {@code ""} is {@code dev.tilth} itself. */
  private static final List<String> LINE =
      List.of(
          "wiring",
          "",
          "config",
          "catalog",
          "render",
          "deploy",
          "rehearse",
          "migrate",
          "seed",
          "data",
          "track",
          "snapshot",
          "database",
          "script",
          "plan",
          "policy",
          "spi");

  private static final String[] PURE_LIBRARIES = {
    "java.lang..", "java.util..", "java.time..", "java.math..", "org.jspecify.."
  };

  @ArchTest
  static void every_package_stands_in_the_line(JavaClasses classes) {
    Set<String> found =
        classes.stream().map(c -> shortName(c.getPackageName())).collect(Collectors.toSet());
    assertThat(found).containsExactlyInAnyOrderElementsOf(LINE);
  }

  @ArchTest
  static void packages_import_only_those_after_them(JavaClasses classes) {
    for (int i = 1; i < LINE.size(); i++) {
      String[] earlier =
          LINE.subList(0, i).stream().map(ArchitectureTest::fullName).toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(fullName(LINE.get(i)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(earlier)
          .allowEmptyShould(true)
          .check(classes);
    }
  }

  @ArchTest
  static final ArchRule no_cycles = slices().matching("dev.tilth.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule plan_and_policy_are_pure =
      classes()
          .that()
          .resideInAnyPackage("dev.tilth.plan", "dev.tilth.policy")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(PURE_LIBRARIES)
                  .or(resideInAnyPackage("java.security", "java.nio.charset"))
                  .or(resideInAnyPackage("dev.tilth.plan", "dev.tilth.policy", "dev.tilth.spi")));

  @ArchTest
  static final ArchRule scripts_are_text_and_nothing_else =
      classes()
          .that()
          .resideInAPackage("dev.tilth.script")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(PURE_LIBRARIES)
                  .or(resideInAnyPackage("dev.tilth.script", "java.nio.charset")));

  @ArchTest
  static final ArchRule only_wiring_knows_guice = onlyIn("dev.tilth.wiring", "com.google.inject..");

  @ArchTest
  static final ArchRule only_config_knows_hocon = onlyIn("dev.tilth.config", "com.typesafe..");

  @ArchTest
  static final ArchRule only_migrate_knows_flyway = onlyIn("dev.tilth.migrate", "org.flywaydb..");

  @ArchTest static final ArchRule only_data_reads_csv = onlyIn("dev.tilth.data", "de.siegmar..");

  @ArchTest
  static final ArchRule only_three_packages_know_jackson =
      noClasses()
          .that(resideOutsideOfPackages("dev.tilth.data", "dev.tilth.database", "dev.tilth.render"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml..");

  @ArchTest
  static final ArchRule exceptions_are_final_and_have_one_base =
      classes()
          .that()
          .areAssignableTo(Throwable.class)
          .and()
          .areNotAssignableFrom(TilthException.class)
          .and()
          .arePublic()
          .should()
          .beAssignableTo(TilthException.class)
          .andShould()
          .haveModifier(JavaModifier.FINAL)
          .andShould()
          .haveSimpleNameEndingWith("Exception");

  @ArchTest
  static final ArchRule time_comes_from_sql_or_from_an_injected_source =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(LocalDateTime.class)
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(OffsetDateTime.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule nobody_prints_or_exits =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(System.class, "exit", int.class);

  private static ArchRule onlyIn(String owner, String library) {
    return noClasses()
        .that(resideOutsideOfPackages(owner))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  private static String fullName(String shortName) {
    return shortName.isEmpty() ? "dev.tilth" : "dev.tilth." + shortName;
  }

  private static String shortName(String packageName) {
    return packageName.equals("dev.tilth") ? "" : packageName.substring("dev.tilth.".length());
  }

  /** Without tests, and without the other modules that may be on the class path. */
  static final class MainClassesOfCore implements ImportOption {

    @Override
    public boolean includes(Location location) {
      return location.contains("/core/target/classes/") || location.contains("tilth-core");
    }
  }
}

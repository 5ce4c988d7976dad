package dev.tilth.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvironmentsTest {

  /** The table of the deployment guide's successor, cell by cell. */
  @ParameterizedTest
  @CsvSource({
    "dev,     dev,     false, true,  true, true,  ALLOWED,   ALLOWED,   true,  true",
    "qa,      qa,      false, true,  true, true,  ALLOWED,   ALLOWED,   true,  false",
    "staging, staging, false, true,  true, true,  PLAN_HASH, ALLOWED,   false, false",
    "prod,    main,    true,  false, true, false, PLAN_HASH, PLAN_HASH, false, false"
  })
  void built_in_policies_are_those_of_the_guide(
      String name,
      String branch,
      boolean guarded,
      boolean push,
      boolean manual,
      boolean startup,
      Permission mirrorDeletes,
      Permission force,
      boolean outOfOrder,
      boolean embedded) {
    EnvironmentPolicy policy = Environments.builtIn().policy(name);

    assertThat(policy.branch()).isEqualTo(branch);
    assertThat(policy.guarded()).isEqualTo(guarded);
    assertThat(policy.seedsOn(Trigger.PUSH)).isEqualTo(push);
    assertThat(policy.seedsOn(Trigger.MANUAL)).isEqualTo(manual);
    assertThat(policy.seedsOn(Trigger.STARTUP)).isEqualTo(startup);
    assertThat(policy.mirrorDeletes()).isEqualTo(mirrorDeletes);
    assertThat(policy.force()).isEqualTo(force);
    assertThat(policy.outOfOrder()).isEqualTo(outOfOrder);
    assertThat(policy.embeddedDatabase()).isEqualTo(embedded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "qa", "staging", "prod"})
  void only_the_permission_of_mirrors_is_another(String name) {
    EnvironmentPolicy policy = Environments.builtIn().policy(name);
    EnvironmentPolicy refused = policy.withMirrorDeletes(Permission.REFUSED);

    assertThat(refused.mirrorDeletes()).isEqualTo(Permission.REFUSED);
    assertThat(refused)
        .usingRecursiveComparison()
        .ignoringFields("mirrorDeletes")
        .isEqualTo(policy);
  }

  @Test
  void a_later_policy_replaces_an_earlier_one_of_its_name() {
    EnvironmentPolicy strict =
        new EnvironmentPolicy(
            "dev",
            "dev",
            true,
            EnumSet.noneOf(Trigger.class),
            Permission.REFUSED,
            Permission.REFUSED,
            false,
            false,
            false);

    assertThat(new Environments(List.of(Environments.BUILT_IN.get(0), strict)).policy("dev"))
        .isEqualTo(strict);
    assertThatExceptionOfType(ForceRefusedException.class)
        .isThrownBy(() -> strict.checkForce(Set.of("A"), Optional.of("Why"), Review.DONE))
        .withMessageContaining("force = refused");
    assertThatCode(() -> strict.checkForce(Set.of(), Optional.empty(), Review.NONE))
        .doesNotThrowAnyException();
  }

  @Test
  void a_reason_is_asked_for_where_the_policy_says_so() {
    EnvironmentPolicy staging = Environments.builtIn().policy("staging");
    assertThatExceptionOfType(ForceRefusedException.class)
        .isThrownBy(() -> staging.checkForce(Set.of("A"), Optional.empty(), Review.NONE))
        .withMessageContaining("--reason");
    assertThatCode(
            () -> staging.checkForce(Set.of("A"), Optional.of("Names were wrong."), Review.NONE))
        .doesNotThrowAnyException();
    assertThatCode(() -> staging.checkForce(Set.of("A"), Optional.empty(), Review.PLANNING))
        .doesNotThrowAnyException();
    assertThatCode(() ->
            Environments.builtIn()
                .policy("qa")
                .checkForce(Set.of("A"), Optional.empty(), Review.NONE))
        .doesNotThrowAnyException();
  }

  @Test
  void what_takes_a_plan_hash_is_refused_until_somebody_has_seen_it() {
    EnvironmentPolicy prod = Environments.builtIn().policy("prod");
    Optional<String> reason = Optional.of("Names were wrong.");
    assertThatExceptionOfType(ForceRefusedException.class)
        .isThrownBy(() -> prod.checkForce(Set.of("A"), reason, Review.NONE))
        .withMessageContaining("force = plan-hash")
        .withMessageContaining("tilth plan --for seed --trigger manual --force A --rows");
    assertThatCode(() -> prod.checkForce(Set.of("A"), reason, Review.PLANNING))
        .doesNotThrowAnyException();
    assertThatCode(() -> prod.checkForce(Set.of("A"), reason, Review.DONE))
        .doesNotThrowAnyException();
    assertThatExceptionOfType(MirrorRefusedException.class)
        .isThrownBy(() -> prod.checkMirror("t", 1, false))
        .withMessageContaining("tilth plan --rows");
    assertThatCode(() -> prod.checkMirror("t", 0, false)).doesNotThrowAnyException();
    assertThatCode(() -> prod.checkMirror("t", 1, true)).doesNotThrowAnyException();
  }

  @Test
  void an_unknown_environment_is_refused_with_what_is_known() {
    assertThatExceptionOfType(UnknownEnvironmentException.class)
        .isThrownBy(() -> Environments.builtIn().policy("production"))
        .withMessageContaining("dev, qa, staging, prod");
  }
}

package dev.tilth.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tilth.policy.Identity.Consent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class IdentityTest {

  private static final EnvironmentPolicy QA = Environments.builtIn().policy("qa");
  private static final EnvironmentPolicy PROD = Environments.builtIn().policy("prod");

  @Test
  void what_was_asked_for_wins_over_what_nobody_recorded() {
    assertThat(environment("qa", null, true)).isEqualTo("qa");
  }

  @Test
  void what_the_database_recorded_holds_where_nobody_asked() {
    assertThat(environment(null, "prod", true)).isEqualTo("prod");
  }

  @Test
  void only_a_database_on_this_machine_is_taken_for_dev() {
    assertThat(environment(null, null, true)).isEqualTo("dev");
    assertThatExceptionOfType(NoEnvironmentException.class)
        .isThrownBy(() -> environment(null, null, false));
  }

  @Test
  void a_contradiction_is_refused_with_the_command_for_a_copy() {
    assertThatExceptionOfType(WrongEnvironmentException.class)
        .isThrownBy(() -> environment("staging", "prod", true))
        .withMessageContaining("tilth init --reassign --from prod --to staging");
  }

  @Test
  void an_empty_database_is_claimed_by_an_environment_that_is_not_protected() {
    assertThatCode(() -> Identity.checkClaim(QA, true, Consent.NONE)).doesNotThrowAnyException();
  }

  @Test
  void every_other_claim_needs_its_own_consent() {
    refused(QA, false, new Consent(true, false));
    refused(PROD, true, new Consent(false, true));
    refused(PROD, false, new Consent(true, false));
    assertThatCode(() -> Identity.checkClaim(PROD, false, new Consent(true, true)))
        .doesNotThrowAnyException();
  }

  private static void refused(EnvironmentPolicy policy, boolean empty, Consent consent) {
    assertThatExceptionOfType(UnclaimedDatabaseException.class)
        .isThrownBy(() -> Identity.checkClaim(policy, empty, consent));
  }

  private static String environment(
      @Nullable String asked, @Nullable String recorded, boolean local) {
    return Identity.environment(Optional.ofNullable(asked), Optional.ofNullable(recorded), local);
  }
}

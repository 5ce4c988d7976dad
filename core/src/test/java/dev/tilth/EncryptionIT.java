package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tilth.database.EncryptionFailedException;
import dev.tilth.deploy.Report;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server that does not encrypt, reached under a name that does not tell that it is this machine.
 */
@PostgresTest
final class EncryptionIT {

  /** 127.0.0.1 as one number. */
  private static final String ELSEWHERE = "2130706433";

  private TestDatabase database;

  @BeforeEach
  void given(TestDatabase given) {
    database = given.another();
    assumeThat(database.value("SHOW ssl")).isEqualTo("off");
  }

  private TilthBuilder elsewhere(String parameters) {
    String url = database.url().replaceFirst("127\\.0\\.0\\.1|localhost", ELSEWHERE);
    assertThat(url).contains(ELSEWHERE);
    return InlineContent.small()
        .addTo(Tilth.builder().url(url + (url.contains("?") ? "&" : "?") + parameters));
  }

  @ParameterizedTest
  @ValueSource(strings = {"qa", "staging", "prod"})
  void outside_dev_a_server_that_does_not_encrypt_is_refused(String environment) {
    Tilth tilth = elsewhere("application_name=it").environment(environment).build();

    assertThatThrownBy(tilth::deploy)
        .isInstanceOf(EncryptionFailedException.class)
        .hasMessageContaining("does not support SSL")
        .hasMessageContaining("sslmode=verify-full")
        .hasMessageContaining("PGSSLROOTCERT");
  }

  @Test
  void so_it_is_where_nobody_says_an_environment() {
    assertThatThrownBy(elsewhere("application_name=it").build()::plan)
        .isInstanceOf(EncryptionFailedException.class);
  }

  @Test
  void in_dev_it_is_reached() {
    Report report = elsewhere("application_name=it").environment("dev").build().deploy();

    assertThat(report.outcome()).isEqualTo(Report.Outcome.DONE);
  }

  @Test
  void it_is_reached_where_the_url_says_so() {
    Report report = elsewhere("sslmode=disable").environment("qa").build().deploy();

    assertThat(report.outcome()).isEqualTo(Report.Outcome.DONE);
  }

  @Test
  void this_machine_needs_no_certificate() {
    Report report =
        InlineContent.small()
            .addTo(Tilth.builder().url(database.url()))
            .environment("qa")
            .build()
            .deploy();

    assertThat(report.outcome()).isEqualTo(Report.Outcome.DONE);
  }
}

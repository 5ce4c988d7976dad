package dev.tilth.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

  @Test
  void specialCharactersSurvive() {
    ServerAddress address =
        ServerAddress.parse("postgresql://ad%40min:p%2F+%3A@db:6543/x?sslmode=require");
    assertThat(address)
        .isEqualTo(new ServerAddress("db", 6543, "ad@min", "p/+:", "sslmode=require"));
    assertThat(address.url("t"))
        .isEqualTo("postgresql://ad%40min:p%2F%2B%3A@db:6543/t?sslmode=require");
    assertThat(ServerAddress.parse(address.url("t"))).isEqualTo(address);
    assertThat(address.jdbcUrl("t")).isEqualTo("jdbc:postgresql://db:6543/t?sslmode=require");
  }

  @Test
  void theFormOfJdbcHasItsCredentialsInTheQuery() {
    assertThat(ServerAddress.parse("jdbc:postgresql://[::1]/x?user=me&password=se%20cret"))
        .isEqualTo(new ServerAddress("[::1]", 5432, "me", "se cret", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://u:hidden@h/d",
        "postgresql://u:hid den@h/d",
        "postgresql://h/d",
        "hidden"
      })
  void whatCannotBeUnderstoodIsNotShown(String url) {
    assertThatThrownBy(() -> ServerAddress.parse(url))
        .isInstanceOf(TestServerUrlException.class)
        .hasNoCause()
        .hasMessageContaining("TILTH_TEST_DATABASE_URL")
        .hasMessageNotContaining("hid");
  }
}

package dev.tilth.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.spi.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretJsonTest {

  @Test
  void theJsonOfRdsIsUnderstood() {
    DatabaseAddress address =
        DatabaseAddress.fromSecretJson(
            """
            {"engine": "postgres", "username": "portal", "password": "p@:/\\"s",
             "host": "portal.abc.eu-west-1.rds.amazonaws.com", "port": 5433, "dbname": "thrive",
             "dbInstanceIdentifier": "portal", "tags": {"a": [1, 2]}}
            """);

    assertThat(address.display())
        .isEqualTo("postgresql://portal@portal.abc.eu-west-1.rds.amazonaws.com:5433/thrive");
    assertThat(address.password().map(Secret::reveal)).contains("p@:/\"s");
  }

  @Test
  void thePortMayBeMissingOrAText() {
    assertThat(address("").hosts().getFirst().port()).isEqualTo(5432);
    assertThat(address(", \"port\": \"5433\"").hosts().getFirst().port()).isEqualTo(5433);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          not json at all s3cret                                  | not well-formed JSON
          ["s3cret"]                                              | not a JSON object
          {"password": "s3cret                                    | not well-formed JSON
          {"username": "u", "password": "s3cret"}                 | lacks host, dbname
          {"username": "u", "password": "s3cret", "host": "h", "dbname": "d", "engine": "mysql"} | engine is not PostgreSQL
          {"username": "u", "password": "s3cret", "host": "h", "dbname": "d", "port": 99999}     | port is not a number
          """)
  void aSecretThatCannotBeUsedIsRefusedWithoutShowingIt(String json, String reason) {
    assertThatThrownBy(() -> DatabaseAddress.fromSecretJson(json))
        .isInstanceOf(InvalidDatabaseAddressException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("s3cret");
  }

  private static DatabaseAddress address(String more) {
    return DatabaseAddress.fromSecretJson(
        "{\"username\": \"u\", \"password\": \"p\", \"host\": \"h\", \"dbname\": \"d\""
            + more
            + "}");
  }
}

package dev.tilth.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableNameTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "roles,              \"roles\"",
        "CaseType,           \"CaseType\"",
        "auth.roles,         \"auth\".\"roles\"",
        "\"a.b\".\"c d\",    \"a.b\".\"c d\"",
        "\"say \"\"hi\"\"\", \"say \"\"hi\"\"\"",
      })
  void aNameKeepsItsSpellingInSql(String text, String sql) {
    assertThat(TableName.parse(text).sql()).isEqualTo(sql);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", ".b", "a.b.c", "a\"b", "\"a"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> TableName.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void aTableIsMeantWithOrWithoutItsSchema() {
    TableName roles = new TableName("auth", "roles");
    assertThat(roles.isMeantBy("roles")).isTrue();
    assertThat(roles.isMeantBy("auth.roles")).isTrue();
    assertThat(roles.isMeantBy("role")).isFalse();
  }
}

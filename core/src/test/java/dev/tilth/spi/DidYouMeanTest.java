package dev.tilth.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DidYouMeanTest {

  private static final List<String> COLUMNS = List.of("code", "name", "description");

  @ParameterizedTest
  @CsvSource({
    "desciption, description",
    "descriptions, description",
    "descriptoin, description",
    "nmae, name",
    "' CODE', code",
    "cod, code"
  })
  void aMisspeltNameIsRecognised(String given, String meant) {
    assertThat(DidYouMean.closest(COLUMNS, given)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"telephone", "nodes", "c", "''"})
  void aStrangeNameIsNoSlip(String given) {
    assertThat(DidYouMean.closest(COLUMNS, given)).isEmpty();
  }

  @Test
  void theNearestOfSeveralIsMeant() {
    assertThat(DidYouMean.closest(List.of("prod1", "prod2"), "prod22")).contains("prod2");
    assertThat(DidYouMean.closest(List.of("AdminSeeder", "RoleSeeder"), "RoelSeeder"))
        .contains("RoleSeeder");
  }

  @Test
  void aNameOfTwoLettersIsMistakenInOne() {
    assertThat(DidYouMean.closest(List.of("qa"), "aq")).contains("qa");
    assertThat(DidYouMean.closest(List.of("qa"), "it")).isEmpty();
  }

  @Test
  void theSentenceFollowsAnotherOne() {
    assertThat(DidYouMean.among(COLUMNS, "cdoe")).isEqualTo(" Did you mean 'code'?");
    assertThat(DidYouMean.among(COLUMNS, "telephone")).isEmpty();
  }

  @Test
  void aStrangeNameGetsTheListOfWhatExists() {
    assertThat(DidYouMean.orAnyOf(COLUMNS, "cdoe")).isEqualTo("Did you mean 'code'?");
    assertThat(DidYouMean.orAnyOf(COLUMNS, "telephone"))
        .isEqualTo("There are: code, name, description.");
    assertThat(DidYouMean.orAnyOf(List.of(), "telephone")).isEqualTo("There are none.");
  }
}

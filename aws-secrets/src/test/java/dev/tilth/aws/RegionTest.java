package dev.tilth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.spi.FailureKind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionTest {

  private static final Map<String, String> ELSEWHERE =
      Map.of("AWS_REGION", "us-east-1", "AWS_DEFAULT_REGION", "us-west-2");

  @Test
  void anArnSaysItself() {
    assertThat(Region.of("arn:aws:secretsmanager:eu-west-1:123456789012:secret:a", ELSEWHERE))
        .isEqualTo("eu-west-1");
  }

  @Test
  void aNameIsLookedForWhereItIsConfigured() {
    assertThat(Region.of("app/db", ELSEWHERE)).isEqualTo("us-east-1");
    assertThat(Region.of("app/db", Map.of("AWS_REGION", " ", "AWS_DEFAULT_REGION", "us-west-2")))
        .isEqualTo("us-west-2");
  }

  @ParameterizedTest
  @CsvSource({
    "app/db, AWS_REGION, eu west",
    "app/db, AWS_DEFAULT_REGION, eu-west-1.evil.example",
    "arn:aws:secretsmanager:EU:1:secret:a, the ARN, EU"
  })
  void whatIsNoRegionIsRefusedWithWhereItIsSaid(String id, String source, String region) {
    assertThatThrownBy(() -> Region.of(id, Map.of(source, region)))
        .isInstanceOfSatisfying(
            SecretNotFetchedException.class,
            refused -> assertThat(refused.kind()).isEqualTo(FailureKind.USAGE))
        .hasMessageContainingAll(id, source + " says region '" + region + "'", "eu-west-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"eu-west-1", "us-gov-west-1", "cn-north-1", "us-iso-east-1", "aws-global"})
  void regionsOfAllPartitionsAreTaken(String region) {
    assertThat(Region.of("app/db", Map.of("AWS_REGION", region))).isEqualTo(region);
  }

  @Test
  void aNameWithoutARegionIsRefusedWithWhatToDo() {
    System.setProperty("aws.configFile", "/no/such/file");
    try {
      assertThatThrownBy(() -> Region.of("app/db", Map.of()))
          .isInstanceOf(SecretNotFetchedException.class)
          .hasMessageContainingAll("app/db", "region", "ARN", "AWS_REGION");
    } finally {
      System.clearProperty("aws.configFile");
    }
  }
}

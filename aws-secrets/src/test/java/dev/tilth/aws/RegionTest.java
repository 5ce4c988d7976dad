package dev.tilth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

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

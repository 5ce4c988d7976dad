package dev.tilth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tilth.spi.FailureKind;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;

/** The SDK against the endpoint of credentials that a container has. */
class CredentialsTest {

  private static final String ID = "app/db";
  private static final String ENDPOINT = "aws.containerCredentialsFullUri";
  private static final int MORE_THAN_IT_IS_ASKED = 20;

  private FakeService endpoint;

  @BeforeEach
  void start() throws IOException {
    endpoint = new FakeService();
    System.setProperty(ENDPOINT, endpoint.uri() + "/credentials");
  }

  @AfterEach
  void stop() {
    System.clearProperty(ENDPOINT);
    endpoint.close();
  }

  @Test
  void theContainerGivesThem() {
    endpoint.then(
        200,
        """
        {"AccessKeyId": "key", "SecretAccessKey": "s3cret", "Token": "t",
         "Expiration": "2099-01-01T00:00:00Z"}
        """);

    assertThat(credentials().resolve(ID).accessKeyId()).isEqualTo("key");
  }

  @ParameterizedTest
  @CsvSource({
    "500, DATABASE_UNREACHABLE",
    "503, DATABASE_UNREACHABLE",
    "429, DATABASE_UNREACHABLE",
    "400, USAGE",
    "403, USAGE"
  })
  void aRefusalIsToldByItsStatus(int status, FailureKind kind) {
    always(status, "{\"message\":\"s3cret\"}");

    assertFailure(kind, "endpoint of credentials", "status " + status);
  }

  @Test
  void anEndpointThatDoesNotAnswerMayDoSoLater() {
    endpoint.close();

    assertFailure(FailureKind.DATABASE_UNREACHABLE, "no answer", "ConnectException");
  }

  @Test
  void anEndpointThatIsNoneIsSetWrong() {
    System.setProperty(ENDPOINT, "http://203.0.113.1/credentials");

    assertFailure(FailureKind.USAGE, "AWS_CONTAINER_CREDENTIALS_FULL_URI");
  }

  @Test
  void anAnswerThatCannotBeReadIsNotShown() {
    always(200, "{\"AccessKeyId\":\"s3cret");

    assertFailure(FailureKind.USAGE, "gives none");
  }

  private void always(int status, String body) {
    for (int i = 0; i < MORE_THAN_IT_IS_ASKED; i++) {
      endpoint.then(status, body);
    }
  }

  private static Credentials credentials() {
    ContainerCredentialsProvider container = ContainerCredentialsProvider.create();
    return new Credentials(AwsCredentialsProviderChain.of(container), Optional.of(container));
  }

  private static void assertFailure(FailureKind kind, String... parts) {
    SecretNotFetchedException failure =
        catchThrowableOfType(SecretNotFetchedException.class, () -> credentials().resolve(ID));
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure)
        .hasMessageContainingAll(parts)
        .hasMessageContaining(ID)
        .hasMessageNotContaining("s3cret")
        .hasNoCause();
  }
}

package dev.tilth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tilth.spi.FailureKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The SDK against a server that speaks Secrets Manager's protocol. */
class SecretsManagerTest {

  private static final String ID =
      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:app-AbCdEf";
  private static final Duration ATTEMPT = Duration.ofSeconds(5);

  /** Enough for an SDK that is loaded while it is at work. */
  private static final Duration SHORT = Duration.ofSeconds(2);

  private FakeService service;

  @BeforeEach
  void start() throws IOException {
    service = new FakeService();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void theTextOfASecretIsFetched() {
    service.thenSecret("{\"username\":\"u\",\"password\":\"p\"}");

    assertThat(manager().fetch(ID).reveal()).isEqualTo("{\"username\":\"u\",\"password\":\"p\"}");
    assertThat(service.requests())
        .singleElement()
        .satisfies(request -> {
          assertThat(request.target()).isEqualTo("secretsmanager.GetSecretValue");
          assertThat(request.body()).isEqualTo("{\"SecretId\":\"%s\"}".formatted(ID));
          assertThat(request.authorization()).contains("/eu-west-1/secretsmanager/aws4_request");
        });
  }

  @Test
  void whatIsThrottledIsAskedAgain() {
    service
        .thenError(400, "ThrottlingException", "Rate exceeded")
        .thenError(400, "ThrottlingException", "Rate exceeded")
        .thenSecret("p");

    assertThat(manager().fetch(ID).reveal()).isEqualTo("p");
    assertThat(service.requests()).hasSize(3);
  }

  @Test
  void whatIsThrottledForGoodIsGivenUp() {
    for (int i = 0; i < 10; i++) {
      service.thenError(400, "ThrottlingException", "Rate exceeded");
    }

    assertFailure(FailureKind.DATABASE_UNREACHABLE, "ThrottlingException", "Run again");
    assertThat(service.requests()).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AccessDeniedException     | User: arn:aws:sts::1:assumed-role/r/t is not authorized | secretsmanager:GetSecretValue
          AccessDeniedException     | Access to KMS is not allowed                            | kms:Decrypt on the key
          DecryptionFailure         | The key is disabled.                                    | KMS key is enabled
          ResourceNotFoundException | Secrets Manager can't find the specified secret.        | region and account
          InvalidRequestException   | It was marked for deletion.                             | marked for deletion
          ExpiredTokenException     | The security token is expired                           | credentials
          ValidationException       | Invalid name.                                           | Check its name
          """)
  void aRefusalNamesWhatIsMissingAndIsNotRepeated(String code, String message, String advice) {
    service.thenError(400, code, message);

    assertFailure(FailureKind.USAGE, ID, code, advice);
    assertThat(service.requests()).hasSize(1);
  }

  @Test
  void anAnswerThatIsLateIsNotWaitedForForEver() {
    for (int i = 0; i < 4; i++) {
      service.thenLate(Duration.ofSeconds(60), "{}");
    }

    assertFailure(
        manager(SHORT),
        FailureKind.DATABASE_UNREACHABLE,
        "no answer in time",
        "com.amazonaws.eu-west-1.secretsmanager");
  }

  @Test
  @Timeout(60)
  void anAnswerThatNeverEndsIsNotWaitedForForEver() {
    service.thenDripping();

    assertFailure(manager(SHORT), FailureKind.DATABASE_UNREACHABLE, "no answer in time");
  }

  @Test
  void oneLateAnswerIsAskedForAgain() {
    service.thenLate(Duration.ofSeconds(60), "{}").thenSecret("p");

    assertThat(manager(SHORT).fetch(ID).reveal()).isEqualTo("p");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cret is no JSON", "{\"SecretString\":\"s3cret", "<html>s3cret</html>"})
  void anAnswerThatCannotBeReadIsNeverShown(String body) {
    for (int i = 0; i < 4; i++) {
      service.then(200, body);
    }

    assertFailure(FailureKind.DATABASE_UNREACHABLE, "could not be read", "endpoint");
  }

  @Test
  void anAnswerOfSomebodyElseIsToldByItsStatus() {
    service.then(403, "<html>s3cret: this proxy wants you to log in</html>");

    assertFailure(FailureKind.USAGE, "status 403", "none of Secrets Manager", "endpoint");
  }

  @Test
  void aBinarySecretIsRefused() {
    service.then(200, "{\"Name\":\"app\",\"SecretBinary\":\"czNjcmV0\"}");

    assertFailure(FailureKind.USAGE, "binary");
  }

  @Test
  void aServiceThatIsNotThereIsToldWithTheWayThere() {
    service.close();

    assertFailure(FailureKind.DATABASE_UNREACHABLE, "refused", "security group");
  }

  @Test
  void aHostThatIsNotKnownIsToldWithTheRegion() {
    SecretsManager nowhere =
        new SecretsManager(
            "eu-west-1", Optional.of(URI.create("http://no-such-host.invalid")), keys(), ATTEMPT);

    assertFailure(nowhere, FailureKind.DATABASE_UNREACHABLE, "cannot be resolved", "eu-west-1");
  }

  @Test
  void withoutCredentialsNothingIsAsked() {
    AwsCredentialsProvider none =
        () -> {
          throw SdkClientException.create("Unable to load credentials");
        };

    assertFailure(
        new SecretsManager(
            "eu-west-1",
            Optional.of(service.uri()),
            new Credentials(none, Optional.empty()),
            ATTEMPT),
        FailureKind.USAGE,
        "no credentials",
        "task role");
    assertThat(service.requests()).isEmpty();
  }

  private SecretsManager manager() {
    return manager(ATTEMPT);
  }

  private SecretsManager manager(Duration attempt) {
    return new SecretsManager("eu-west-1", Optional.of(service.uri()), keys(), attempt);
  }

  private static Credentials keys() {
    return new Credentials(
        StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "also-s3cret")),
        Optional.empty());
  }

  private void assertFailure(FailureKind kind, String... parts) {
    assertFailure(manager(), kind, parts);
  }

  private static void assertFailure(SecretsManager manager, FailureKind kind, String... parts) {
    SecretNotFetchedException failure =
        catchThrowableOfType(SecretNotFetchedException.class, () -> manager.fetch(ID));
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessageContainingAll(parts).hasMessageContaining(ID);
    StringWriter all = new StringWriter();
    failure.printStackTrace(new PrintWriter(all));
    assertThat(all.toString()).doesNotContain("s3cret");
  }
}

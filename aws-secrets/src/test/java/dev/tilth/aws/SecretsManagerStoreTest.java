package dev.tilth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.SecretStore;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

class SecretsManagerStoreTest {

  private static final String ID = "app/db";
  private static final Limit LIMIT = new Limit(Duration.ofSeconds(20));
  private static final Map<String, String> FUNCTION =
      Map.of(
          "AWS_LAMBDA_FUNCTION_NAME", "seed",
          "AWS_SESSION_TOKEN", "token",
          "AWS_REGION", "eu-west-1");

  @Test
  void itIsWhatTheServiceLoaderFinds() {
    assertThat(ServiceLoader.load(SecretStore.class))
        .singleElement()
        .isInstanceOf(SecretsManagerStore.class);
  }

  @Test
  void theExtensionIsAskedFirstAndNeverAfterARefusal() throws IOException {
    try (FakeService extension = new FakeService();
        FakeService manager = new FakeService()) {
      extension.thenSecret("stale").thenSecret("stale");
      manager.thenSecret("fresh");
      SecretStore store = store(extension, manager);

      assertThat(store.fetch(ID).reveal()).isEqualTo("stale");
      assertThat(store.fetchAnew(ID).reveal()).isEqualTo("fresh");
      assertThat(extension.requests()).hasSize(1);
    }
  }

  @Test
  void whereTheExtensionFailsSecretsManagerIsAsked() throws IOException {
    try (FakeService extension = new FakeService();
        FakeService manager = new FakeService()) {
      extension.then(400, "not ready to serve traffic, please wait");
      manager.thenSecret("fresh");

      assertThat(store(extension, manager).fetch(ID).reveal()).isEqualTo("fresh");
    }
  }

  @Test
  @Timeout(60)
  void credentialsThatNeverComeAreNotWaitedForForEver() {
    CountDownLatch never = new CountDownLatch(1);
    AwsCredentialsProvider hanging =
        () -> {
          await(never);
          throw SdkClientException.create("Nobody waits any more.");
        };
    SecretStore store =
        new SecretsManagerStore(
            Map.of("AWS_REGION", "eu-west-1"),
            region ->
                new SecretsManager(
                    region,
                    Optional.empty(),
                    new Credentials(hanging, Optional.empty()),
                    Duration.ofSeconds(5)),
            new Limit(Duration.ofSeconds(1)));

    assertTimeIsUp(() -> store.fetch(ID));
    assertTimeIsUp(() -> store.fetchAnew(ID));
    never.countDown();
  }

  @Test
  @Timeout(60)
  void anExtensionWhoseAnswerNeverEndsIsNotWaitedForForEver() throws IOException {
    try (FakeService extension = new FakeService()) {
      extension.thenDripping();
      Map<String, String> variables = new HashMap<>(FUNCTION);
      variables.put("PARAMETERS_SECRETS_EXTENSION_HTTP_PORT", String.valueOf(extension.port()));
      SecretStore store =
          new SecretsManagerStore(
              variables,
              region -> {
                throw new AssertionError("There was time for one only.");
              },
              new Limit(Duration.ofSeconds(1)));

      assertTimeIsUp(() -> store.fetch(ID));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_ENDPOINT_URL, foo",
    "AWS_ENDPOINT_URL_SECRETS_MANAGER, localhost:4566",
    "AWS_ENDPOINT_URL, ftp://localhost",
    "AWS_ENDPOINT_URL, 'http://'",
    "AWS_ENDPOINT_URL, 'http://a b'"
  })
  void whatIsNoEndpointIsRefusedWithWhatIsOne(String variable, String value) {
    SecretStore store =
        new SecretsManagerStore(
            Map.of("AWS_REGION", "eu-west-1", variable, value),
            region -> {
              throw new AssertionError("Nothing is to be asked.");
            },
            LIMIT);

    assertThatThrownBy(() -> store.fetch(ID))
        .isInstanceOfSatisfying(
            SecretNotFetchedException.class,
            refused -> assertThat(refused.kind()).isEqualTo(FailureKind.USAGE))
        .hasMessageContainingAll(ID, variable + " is '" + value + "'", "http or https");
  }

  @Test
  void anEndpointWithALogInIsNotShown() {
    assertThatThrownBy(
            () -> Endpoint.check(ID, Map.of("AWS_ENDPOINT_URL", "ftp://user:s3cret@localhost")))
        .hasMessageContaining("AWS_ENDPOINT_URL")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void onlyAnEndpointThatIsAskedIsLookedAt() {
    assertThatCode(() ->
            Endpoint.check(
                ID,
                Map.of(
                    "AWS_ENDPOINT_URL_SECRETS_MANAGER",
                    "http://localhost:4566",
                    "AWS_ENDPOINT_URL",
                    "foo")))
        .doesNotThrowAnyException();
    assertThatCode(() ->
            Endpoint.check(
                ID,
                Map.of("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true", "AWS_ENDPOINT_URL", "foo")))
        .doesNotThrowAnyException();
  }

  private static void assertTimeIsUp(ThrowingCallable fetch) {
    assertThatThrownBy(fetch)
        .isInstanceOfSatisfying(
            SecretNotFetchedException.class,
            late -> assertThat(late.kind()).isEqualTo(FailureKind.DATABASE_UNREACHABLE))
        .hasMessageContainingAll(ID, "no answer within 1 s", "credentials");
  }

  /** As a read from a socket does, this takes no notice of an interruption. */
  private static void await(CountDownLatch latch) {
    boolean over = false;
    while (!over) {
      try {
        latch.await();
        over = true;
      } catch (InterruptedException e) {
        assertThat(latch.getCount()).isNotZero();
      }
    }
  }

  private static SecretStore store(FakeService extension, FakeService manager) {
    return new SecretsManagerStore(
        Map.of(
            "AWS_LAMBDA_FUNCTION_NAME", "seed",
            "AWS_SESSION_TOKEN", "token",
            "AWS_REGION", "eu-west-1",
            "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT", String.valueOf(extension.port())),
        region ->
            new SecretsManager(
                region,
                Optional.of(manager.uri()),
                new Credentials(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "key")),
                    Optional.empty()),
                Duration.ofSeconds(5)),
        LIMIT);
  }
}

package dev.tilth.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.spi.SecretStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class SecretsManagerStoreTest {

  private static final String ID = "app/db";

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
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "key")),
                Duration.ofSeconds(5)));
  }
}

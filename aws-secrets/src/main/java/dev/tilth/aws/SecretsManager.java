package dev.tilth.aws;

import dev.tilth.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;

/** Asks AWS Secrets Manager through the AWS SDK. A client serves one question. */
final class SecretsManager {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ATTEMPT = Duration.ofSeconds(5);
  private static final int ATTEMPTS = 4;

  private final String region;
  private final Optional<URI> endpoint;
  private final Credentials credentials;
  private final Duration attempt;

  SecretsManager(String region, Map<String, String> variables) {
    this(region, Optional.empty(), Credentials.in(variables), ATTEMPT);
  }

  /**
   * Somewhere else.
   *
   * @param endpoint what no setting of the SDK says
   * @param attempt how long the server may say nothing; the whole takes four times as long at most
   */
  SecretsManager(String region, Optional<URI> endpoint, Credentials credentials, Duration attempt) {
    this.region = region;
    this.endpoint = endpoint;
    this.credentials = credentials;
    this.attempt = attempt;
  }

  Secret fetch(String id) {
    // Apart, since the SDK tells no other failure of a client from this one but by its words.
    AwsCredentials resolved = credentials.resolve(id);
    try (SecretsManagerClient client = client(resolved)) {
      @Nullable String text = client.getSecretValue(request -> request.secretId(id)).secretString();
      if (text == null) {
        throw SecretNotFetchedException.because(
            id, "it is binary", "Keep the log-in as text: a JSON object, or the password alone.");
      }
      return Secret.of(text);
    } catch (SdkException e) {
      throw Refusals.describe(id, region, e);
    }
  }

  private SecretsManagerClient client(AwsCredentials resolved) {
    SecretsManagerClientBuilder builder =
        SecretsManagerClient.builder()
            .region(Region.of(region))
            .credentialsProvider(StaticCredentialsProvider.create(resolved))
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(attempt))
            .overrideConfiguration(call ->
                call.apiCallTimeout(attempt.multipliedBy(ATTEMPTS))
                    .retryStrategy(
                        DefaultRetryStrategy.standardStrategyBuilder()
                            .maxAttempts(ATTEMPTS)
                            .build()));
    endpoint.ifPresent(builder::endpointOverride);
    return builder.build();
  }
}

package dev.tilth.aws;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * Credentials of AWS, wherever its SDK finds some. Its chain of sources keeps no cause of a
 * failure. So where the platform names an endpoint that gives them, as Amazon ECS does, that is
 * asked once more to tell what passes from what is set wrong.
 *
 * @param chain all sources
 * @param container the endpoint, where the platform names one
 */
record Credentials(AwsCredentialsProvider chain, Optional<AwsCredentialsProvider> container) {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final int LONGEST_CHAIN = 20;

  private static final String SOURCES =
      "In a task of ECS the task role gives them, in a function its role; elsewhere set"
          + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE.";

  private static final String ENDPOINT =
      "Check the role of the task, and the endpoint that AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or"
          + " AWS_CONTAINER_CREDENTIALS_FULL_URI names.";

  /** Those of a process with these variables. */
  static Credentials in(Map<String, String> variables) {
    boolean named =
        Stream.of("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI")
            .anyMatch(name -> !variables.getOrDefault(name, "").isBlank());
    return new Credentials(
        DefaultCredentialsProvider.builder().build(),
        named ? Optional.of(ContainerCredentialsProvider.create()) : Optional.empty());
  }

  /**
   * Some that are good now.
   *
   * @param id the secret that they are for
   */
  AwsCredentials resolve(String id) {
    try {
      return chain.resolveCredentials();
    } catch (SdkException e) {
      return ofContainer(id);
    }
  }

  private AwsCredentials ofContainer(String id) {
    AwsCredentialsProvider source =
        container.orElseThrow(() ->
            SecretNotFetchedException.because(id, "there are no credentials of AWS", SOURCES));
    try {
      return source.resolveCredentials();
    } catch (SdkException e) {
      throw refused(id, e);
    }
  }

  private static SecretNotFetchedException refused(String id, SdkException failure) {
    for (Throwable cause : causes(failure).toList()) {
      if (cause instanceof SdkServiceException answer) {
        return answered(id, answer.statusCode());
      }
      if (isOfNetwork(cause)) {
        return SecretNotFetchedException.forNow(
            id,
            "the container's endpoint of credentials gives no answer (%s)"
                .formatted(cause.getClass().getName()),
            ENDPOINT);
      }
    }
    return SecretNotFetchedException.because(
        id, "the container's endpoint of credentials gives none", ENDPOINT);
  }

  /** An answer that cannot be read is an exception of input and output, too. */
  private static boolean isOfNetwork(Throwable cause) {
    return cause instanceof SocketException
        || cause instanceof SocketTimeoutException
        || cause instanceof UnknownHostException;
  }

  private static SecretNotFetchedException answered(String id, int status) {
    String observed =
        "the container's endpoint of credentials answers with status %d".formatted(status);
    return status >= SERVER_ERROR || status == TOO_MANY_REQUESTS
        ? SecretNotFetchedException.forNow(id, observed, ENDPOINT)
        : SecretNotFetchedException.because(id, observed, ENDPOINT);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.<@Nullable Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(LONGEST_CHAIN)
        .map(Objects::requireNonNull);
  }
}

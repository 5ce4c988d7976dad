package dev.tilth.aws;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Tells the ways in which Secrets Manager gives no secret apart (AWS Secrets Manager API Reference,
 * "GetSecretValue" and "Common Error Types").
 */
final class Refusals {

  private static final Pattern LINE_BREAKS = Pattern.compile("\\s*\\R\\s*");
  private static final int LONGEST_MESSAGE = 400;
  private static final int LONGEST_CHAIN = 20;

  private static final String LATER = "Run again; the database was not touched.";

  private static final String NETWORK =
      "Check that this machine reaches Secrets Manager: the route, its security group, and the"
          + " endpoint com.amazonaws.%s.secretsmanager where there is no way to the internet.";

  private Refusals() {}

  static SecretNotFetchedException describe(String id, String region, SdkException failure) {
    return failure instanceof AwsServiceException answer
        ? ofService(id, answer)
        : ofClient(id, region, failure);
  }

  private static SecretNotFetchedException ofService(String id, AwsServiceException answer) {
    @Nullable AwsErrorDetails details = answer.awsErrorDetails();
    String code = text(details == null ? null : details.errorCode());
    String said = text(details == null ? null : details.errorMessage());
    String observed = observed(code, said, answer.statusCode());
    return switch (code) {
      case "AccessDeniedException" -> denied(id, observed, said);
      case "DecryptionFailure" ->
          SecretNotFetchedException.because(
              id,
              observed,
              "Check that its KMS key is enabled, and that the role may kms:Decrypt.");
      case "ResourceNotFoundException" ->
          SecretNotFetchedException.because(
              id, observed, "Check its name, and the region and account that were asked.");
      case "InvalidRequestException" ->
          SecretNotFetchedException.because(
              id, observed, "Is it marked for deletion? Then restore it, or name another one.");
      case "ExpiredTokenException",
          "InvalidSignatureException",
          "UnrecognizedClientException",
          "InvalidClientTokenId" ->
          SecretNotFetchedException.because(
              id, observed, "Check the credentials of AWS, and this machine's clock.");
      default ->
          answer.isThrottlingException() || answer.statusCode() >= 500
              ? SecretNotFetchedException.forNow(id, observed, LATER)
              : SecretNotFetchedException.because(
                  id, observed, "Check its name, and the endpoint that was asked.");
    };
  }

  private static SecretNotFetchedException denied(String id, String observed, String said) {
    return SecretNotFetchedException.because(
        id,
        observed,
        said.contains("KMS")
            ? "Allow the role of this task or function kms:Decrypt on the key of the secret."
            : "Allow the role of this task or function secretsmanager:GetSecretValue on the secret,"
                + " and kms:Decrypt on its key, if it has one of its own.");
  }

  private static String observed(String code, String said, int status) {
    if (code.isEmpty()) {
      return "the answer had status %d and is none of Secrets Manager".formatted(status);
    }
    String line = LINE_BREAKS.matcher(said.strip()).replaceAll(" ").replaceFirst("\\.$", "");
    return line.isEmpty() ? code : code + ": " + line;
  }

  private static String text(@Nullable String value) {
    String known = value == null ? "" : value;
    return known.length() <= LONGEST_MESSAGE ? known : known.substring(0, LONGEST_MESSAGE);
  }

  private static SecretNotFetchedException ofClient(
      String id, String region, SdkException failure) {
    if (failure instanceof ApiCallTimeoutException
        || failure instanceof ApiCallAttemptTimeoutException) {
      return SecretNotFetchedException.forNow(
          id, "there was no answer in time", NETWORK.formatted(region));
    }
    return causes(failure)
        .map(cause -> ofNetwork(cause, region))
        .flatMap(Optional::stream)
        .findFirst()
        .map(observed -> SecretNotFetchedException.forNow(id, observed, NETWORK.formatted(region)))
        .orElseGet(() ->
            SecretNotFetchedException.forNow(
                id,
                "the answer could not be read (%s)".formatted(innermost(failure)),
                "Check the endpoint that was asked, and whether a proxy stands between."));
  }

  private static Optional<String> ofNetwork(Throwable cause, String region) {
    return Optional.ofNullable(
        switch (cause) {
          case UnknownHostException e ->
              "the host of Secrets Manager in region %s cannot be resolved".formatted(region);
          case ConnectException e -> "the connection was refused";
          case SocketTimeoutException e -> "there was no answer in time";
          default -> null;
        });
  }

  /** A class only: its message may quote the answer. */
  private static String innermost(Throwable failure) {
    return causes(failure).reduce(failure, (outer, inner) -> inner).getClass().getName();
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.<@Nullable Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(LONGEST_CHAIN)
        .map(Objects::requireNonNull);
  }
}

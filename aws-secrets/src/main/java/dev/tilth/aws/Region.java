package dev.tilth.aws;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;

/** Where a secret is. */
final class Region {

  private static final int PLACE_IN_ARN = 3;

  private Region() {}

  /**
   * That of an ARN, else the one that is configured. The SDK's own chain goes on to ask the machine
   * itself, which takes seconds where that is none of EC2.
   */
  static String of(String id, Map<String, String> variables) {
    String[] parts = id.split(":", -1);
    return id.startsWith("arn:") && parts.length > PLACE_IN_ARN
        ? parts[PLACE_IN_ARN]
        : configured(variables)
            .orElseThrow(() ->
                SecretNotFetchedException.because(
                    id,
                    "it is not known which region it is in",
                    "Name it by its ARN, or set AWS_REGION."));
  }

  private static Optional<String> configured(Map<String, String> variables) {
    return Stream.of("AWS_REGION", "AWS_DEFAULT_REGION")
        .map(name -> variables.getOrDefault(name, ""))
        .filter(value -> !value.isBlank())
        .findFirst()
        .or(Region::ofProfile);
  }

  private static Optional<String> ofProfile() {
    try {
      return Optional.ofNullable(new AwsProfileRegionProvider().getRegion())
          .map(software.amazon.awssdk.regions.Region::id);
    } catch (SdkClientException e) {
      // The way in which it says that there is none.
      return Optional.empty();
    }
  }
}

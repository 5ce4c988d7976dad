package dev.tilth.aws;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;

/** Where a secret is. */
final class Region {

  private static final int PLACE_IN_ARN = 3;
  private static final Pattern NAME = Pattern.compile("[a-z]+(-[a-z0-9]+)+");

  private Region() {}

  /**
   * That of an ARN, else the one that is configured. The SDK's own chain goes on to ask the machine
   * itself, which takes seconds where that is none of EC2.
   */
  static String of(String id, Map<String, String> variables) {
    String[] parts = id.split(":", -1);
    return id.startsWith("arn:") && parts.length > PLACE_IN_ARN
        ? checked(id, "the ARN", parts[PLACE_IN_ARN])
        : configured(id, variables)
            .orElseThrow(() ->
                SecretNotFetchedException.because(
                    id,
                    "it is not known which region it is in",
                    "Name it by its ARN, or set AWS_REGION."));
  }

  private static Optional<String> configured(String id, Map<String, String> variables) {
    return Stream.of("AWS_REGION", "AWS_DEFAULT_REGION")
        .filter(name -> !variables.getOrDefault(name, "").isBlank())
        .map(name -> checked(id, name, variables.getOrDefault(name, "")))
        .findFirst()
        .or(() -> ofProfile().map(region -> checked(id, "the profile of AWS", region)));
  }

  /** The SDK makes a host name of it, whatever it is. */
  private static String checked(String id, String source, String said) {
    String region = said.strip();
    if (!NAME.matcher(region).matches()) {
      throw SecretNotFetchedException.because(
          id,
          "%s says region '%s', which is none".formatted(source, region),
          "Name one in small letters, digits and hyphens, such as eu-west-1.");
    }
    return region;
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

package dev.tilth.config;

import java.util.regex.Pattern;

/**
 * Names of secrets: a name, or an ARN of AWS Secrets Manager ("Actions, resources, and condition
 * keys for AWS Secrets Manager"). Checked early, since a secret that is there for the day when the
 * password is changed is not fetched before that day.
 */
final class SecretIds {

  private static final Pattern NAME = Pattern.compile("[^\\s\\p{Cntrl}]{1,512}");
  private static final String ARN = "arn:";
  private static final Pattern SECRET =
      Pattern.compile("arn:[a-z0-9-]+:secretsmanager:[a-z0-9-]+:\\d{12}:secret:[^\\s:]+");

  private SecretIds() {}

  static String accepted(String id) {
    if (!NAME.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "Expected is the name or the ARN of a secret: up to 512 characters without blanks.");
    }
    if (id.startsWith(ARN) && !SECRET.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "Expected is the ARN of a secret, such as"
              + " arn:aws:secretsmanager:eu-west-1:123456789012:secret:app/db-AbCdEf, without the"
              + " key and version that a task definition may add.");
    }
    return id;
  }
}

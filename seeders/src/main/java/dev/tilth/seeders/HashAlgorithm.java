package dev.tilth.seeders;

import com.password4j.Argon2Function;
import com.password4j.BcryptFunction;
import com.password4j.HashBuilder;
import com.password4j.Password;
import com.password4j.types.Argon2;
import com.password4j.types.Bcrypt;
import dev.tilth.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How passwords are hashed: as the portal verifies them. Costs follow the OWASP Password Storage
 * Cheat Sheet: Argon2id with 19 MiB, 2 passes, 1 lane; bcrypt with 2^12 rounds.
 */
enum HashAlgorithm {
  ARGON2ID(
      "argon2id",
      "\\$argon2id\\$v=19\\$m=\\d+,t=\\d+,p=\\d+\\$[A-Za-z0-9+/]{11,}\\$[A-Za-z0-9+/]{22,}",
      "$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>",
      Integer.MAX_VALUE),
  /** Reads 72 bytes and ignores the rest: a longer password is refused rather than cut. */
  BCRYPT("bcrypt", "\\$2[aby]\\$\\d{2}\\$[./A-Za-z0-9]{53}", "$2b$12$<salt and hash>", 72);

  private static final int SALT_BYTES = 16;

  private final String settingValue;
  private final Pattern form;
  private final String example;
  private final int maximumBytes;

  HashAlgorithm(String settingValue, String form, String example, int maximumBytes) {
    this.settingValue = settingValue;
    this.form = Pattern.compile(form);
    this.example = example;
    this.maximumBytes = maximumBytes;
  }

  /** As the setting {@code hash} calls it. */
  String settingValue() {
    return settingValue;
  }

  static Optional<HashAlgorithm> named(String settingValue) {
    return Arrays.stream(values())
        .filter(algorithm -> algorithm.settingValue.equals(settingValue))
        .findFirst();
  }

  static List<String> settingValues() {
    return Arrays.stream(values()).map(HashAlgorithm::settingValue).toList();
  }

  boolean accepts(Secret password) {
    return password.reveal().getBytes(StandardCharsets.UTF_8).length <= maximumBytes;
  }

  /** What its hashes look like, for messages. */
  String example() {
    return example;
  }

  /** In bytes of UTF-8. */
  int maximumBytes() {
    return maximumBytes;
  }

  /** A hash with a salt of its own: two calls give two hashes. */
  String hash(Secret password) {
    HashBuilder hash = Password.hash(password.reveal());
    return switch (this) {
      case ARGON2ID ->
          hash.addRandomSalt(SALT_BYTES)
              .with(Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID))
              .getResult();
      case BCRYPT -> hash.with(BcryptFunction.getInstance(Bcrypt.B, 12)).getResult();
    };
  }

  /** Whether this looks like a hash of this algorithm, in its usual text form. */
  boolean isFormOf(Secret hash) {
    return form.matcher(hash.reveal()).matches();
  }
}

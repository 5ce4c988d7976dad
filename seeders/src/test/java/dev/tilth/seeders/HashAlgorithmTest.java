package dev.tilth.seeders;

import static org.assertj.core.api.Assertions.assertThat;

import com.password4j.Argon2Function;
import com.password4j.BcryptFunction;
import com.password4j.Password;
import dev.tilth.spi.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashAlgorithmTest {

  private static final Secret PASSWORD = Secret.of("correct horse bättery");

  @Test
  void argon2idHasTheDocumentedCostsAndVerifies() {
    String hash = HashAlgorithm.ARGON2ID.hash(PASSWORD);

    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    Argon2Function parameters = Argon2Function.getInstanceFromHash(hash);
    assertThat(parameters.getOutputLength()).isEqualTo(32);
    assertThat(Password.check(PASSWORD.reveal(), hash).with(parameters)).isTrue();
    assertThat(Password.check("another password", hash).with(parameters)).isFalse();
  }

  @Test
  void bcryptHasTheDocumentedCostsAndVerifies() {
    String hash = HashAlgorithm.BCRYPT.hash(PASSWORD);

    assertThat(hash).startsWith("$2b$12$").hasSize(60);
    BcryptFunction parameters = BcryptFunction.getInstanceFromHash(hash);
    assertThat(Password.check(PASSWORD.reveal(), hash).with(parameters)).isTrue();
    assertThat(Password.check("another password", hash).with(parameters)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void theSamePasswordNeverHasTheSameHash(HashAlgorithm algorithm) {
    String first = algorithm.hash(PASSWORD);
    String second = algorithm.hash(PASSWORD);

    assertThat(first).isNotEqualTo(second);
  }

  @ParameterizedTest
  @EnumSource
  void itsOwnHashHasItsFormAndNoOther(HashAlgorithm algorithm) {
    Secret hash = Secret.of(algorithm.hash(PASSWORD));

    for (HashAlgorithm candidate : HashAlgorithm.values()) {
      assertThat(candidate.isFormOf(hash)).as(candidate.name()).isEqualTo(candidate == algorithm);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "correct horse battery",
        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA",
        "$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$5wnY2pXb8i9vH0cNvJH1kQzW1m3x",
        "$2b$12$EXRkfkdmXn2gzds2SSitu.MW9.gAVqa9eLS1//RYtYCmB1eLHg.9",
        "$2b$12$EXRkfkdmXn2gzds2SSitu.MW9.gAVqa9eLS1//RYtYCmB1eLHg.9q\n",
        "$1$saltsalt$qjXMvbEw8oaL.CzflDtaK/"
      })
  void whatIsIncompleteOrOfAnotherAlgorithmHasNoForm(String text) {
    for (HashAlgorithm algorithm : HashAlgorithm.values()) {
      assertThat(algorithm.isFormOf(Secret.of(text))).as(algorithm.name()).isFalse();
    }
  }

  @Test
  void theDefaultPasswordIsLongEnoughToBeConfigured() {
    assertThat(Credential.DefaultPassword.PASSWORD.reveal())
        .hasSizeGreaterThanOrEqualTo(CredentialSettings.MINIMUM_LENGTH);
  }
}

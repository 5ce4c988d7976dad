package dev.tilth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.Secret;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionTest {

  private static final String ID = "app/db";

  private FakeService service;

  @BeforeEach
  void start() throws IOException {
    service = new FakeService();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void theExtensionAnswersAFunctionThatShowsItsToken() {
    service.thenSecret("{\"password\":\"p\"}");

    assertThat(extension().answer("arn:aws:x:secret:a/b+c").map(Secret::reveal))
        .contains("{\"password\":\"p\"}");
    assertThat(service.requests())
        .singleElement()
        .satisfies(request -> {
          assertThat(request.path())
              .isEqualTo("/secretsmanager/get?secretId=arn%3Aaws%3Ax%3Asecret%3Aa%2Fb%2Bc");
          assertThat(request.token()).isEqualTo("session-token");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | not ready to serve traffic, please wait
          401 | unauthorized
          500 | an unexpected error occurred while executing request
          202 | {"SecretString": "not yet"}
          200 | {"SecretString": "cut
          200 | {"SecretBinary": "AAAA"}
          200 | {"SecretString": null}
          """)
  void whatIsNoAnswerLeavesItToSecretsManager(int status, String body) {
    service.then(status, body);

    assertThat(extension().answer("app/db")).isEmpty();
  }

  @Test
  void theTokenDoesNotFollowARedirection() {
    service.then(302, "").thenSecret("from elsewhere");

    assertThat(extension().answer("app/db")).isEmpty();
    assertThat(service.requests()).hasSize(1);
  }

  @Test
  void whereNobodyListensThereIsNoAnswer() {
    service.close();

    assertThat(extension().answer("app/db")).isEmpty();
  }

  @Test
  void elsewhereThanInAFunctionNobodyIsShownTheToken() {
    Map<String, String> variables = new HashMap<>(function());
    variables.remove("AWS_LAMBDA_FUNCTION_NAME");

    assertThat(Extension.in(variables, ID)).isEmpty();
    assertThat(Extension.in(Map.of("AWS_LAMBDA_FUNCTION_NAME", "seed"), ID)).isEmpty();
  }

  @Test
  void theTokenIsNotPrinted() {
    assertThat(extension().toString()).doesNotContain("session-token");
  }

  @Test
  void thePortIsTheOneThatAmazonDocuments() {
    Map<String, String> variables = new HashMap<>(function());
    variables.remove("PARAMETERS_SECRETS_EXTENSION_HTTP_PORT");

    assertThat(Extension.in(variables, ID).orElseThrow().port()).isEqualTo(2773);
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999", "65536", "0", "-1", "none", "", "123456"})
  void whatIsNoPortIsRefusedWithWhatIsOne(String port) {
    Map<String, String> variables = new HashMap<>(function());
    variables.put("PARAMETERS_SECRETS_EXTENSION_HTTP_PORT", port);

    assertThatThrownBy(() -> Extension.in(variables, ID))
        .isInstanceOfSatisfying(
            SecretNotFetchedException.class,
            refused -> assertThat(refused.kind()).isEqualTo(FailureKind.USAGE))
        .hasMessageContainingAll(
            ID,
            "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT is '%s'".formatted(port),
            "1 to 65535",
            "2773");
  }

  private Extension extension() {
    return Extension.in(function(), ID).orElseThrow();
  }

  private Map<String, String> function() {
    return Map.of(
        "AWS_LAMBDA_FUNCTION_NAME", "seed",
        "AWS_SESSION_TOKEN", "session-token",
        "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT", String.valueOf(service.port()));
  }
}

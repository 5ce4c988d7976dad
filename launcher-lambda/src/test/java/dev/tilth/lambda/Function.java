package dev.tilth.lambda;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** The handler as Lambda calls it. */
record Function(Map<String, String> variables, Duration remaining) {

  static Function with(Map<String, String> variables) {
    return new Function(variables, Duration.ofMinutes(15));
  }

  String invoke(String request) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    new TilthHandler(variables)
        .handleRequest(
            new ByteArrayInputStream(request.getBytes(StandardCharsets.UTF_8)),
            answer,
            new GivenContext(remaining));
    return answer.toString(StandardCharsets.UTF_8);
  }
}

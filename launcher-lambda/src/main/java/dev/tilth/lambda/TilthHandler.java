package dev.tilth.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * The function: {@code dev.tilth.lambda.TilthHandler}.
 *
 * <ol>
 *   <li>Reads the request ({@code {"command": "deploy"}}) and the settings, which are environment
 *       variables of the function, such as {@code DATABASE_URL} and {@code TILTH_ENV}, and the file
 *       {@code tilth.conf} beside its code.
 *   <li>Carries it out, in the time that Lambda leaves it ({@link TimeLeft}).
 *   <li>Answers with the document that {@link dev.tilth.render.Renderer#json} describes. Where the
 *       time was over first ({@code "outcome": "incomplete"}), it has one field more, {@code next}:
 *       the request that goes on.
 * </ol>
 *
 * <p>What fails is thrown as a {@link dev.tilth.spi.TilthException}, so that the invocation fails:
 * its class is the error's type, its message the error's message. The report of a run that failed
 * is a line {@code event=report} of the log.
 *
 * <p>Safe for use by several threads: an instance may serve several invocations at once.
 */
public final class TilthHandler implements RequestStreamHandler {

  private final FunctionSettings settings;

  /** For Lambda. */
  public TilthHandler() {
    this(System.getenv());
  }

  TilthHandler(Map<String, String> variables) {
    this.settings = new FunctionSettings(variables);
  }

  /**
   * Runs one request.
   *
   * @throws dev.tilth.spi.TilthException if the request is invalid, or if it failed
   */
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    TimeLeft time = new TimeLeft(Duration.ofMillis(context.getRemainingTimeInMillis()));
    Invocation invocation = InvocationReader.read(input);
    String answer = new InvocationRun(invocation, settings, time).answer();
    output.write(answer.getBytes(StandardCharsets.UTF_8));
  }
}

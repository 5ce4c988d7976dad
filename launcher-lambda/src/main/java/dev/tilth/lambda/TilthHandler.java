package dev.tilth.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.crac.Core;

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

  private static final String INITIALIZATION = "AWS_LAMBDA_INITIALIZATION_TYPE";

  private final FunctionSettings settings;

  /** Held here, since those who call it hold it weakly. */
  private final Optional<Priming> priming;

  /** For Lambda. */
  public TilthHandler() {
    this(System.getenv());
  }

  /**
   * Reads the settings, so that a function which can never work fails when it is started.
   *
   * @throws dev.tilth.spi.TilthException if there is no database, or a setting is wrong
   */
  TilthHandler(Map<String, String> variables) {
    this.settings = new FunctionSettings(variables);
    settings.check();
    this.priming =
        "snap-start".equals(variables.get(INITIALIZATION))
            ? Optional.of(new Priming(settings))
            : Optional.empty();
    priming.ifPresent(Core.getGlobalContext()::register);
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

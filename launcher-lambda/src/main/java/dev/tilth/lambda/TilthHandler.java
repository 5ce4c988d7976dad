package dev.tilth.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tilth.Tilth;
import dev.tilth.TilthBuilder;
import dev.tilth.config.SettingsLoader;
import dev.tilth.config.TilthSettings;
import dev.tilth.deploy.Limits;
import dev.tilth.deploy.PlanDetail;
import dev.tilth.deploy.Report;
import dev.tilth.policy.Identity.Consent;
import dev.tilth.render.Renderer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The function: {@code dev.tilth.lambda.TilthHandler}.
 *
 * <ol>
 *   <li>Reads the request ({@code {"command": "deploy"}}) and the settings, which are environment
 *       variables of the function, such as {@code DATABASE_URL} and {@code TILTH_ENV}, and the file
 *       {@code tilth.conf} beside its code.
 *   <li>Carries it out. For another deployment it waits no longer than the function has time.
 *   <li>Answers with the document that {@link Renderer#json} describes.
 * </ol>
 *
 * <p>What fails is thrown as a {@link dev.tilth.spi.TilthException}, so that the invocation fails:
 * its class is the error's type, its message the error's message. The report of a run that failed
 * is a line {@code event=report} of the log.
 */
public final class TilthHandler implements RequestStreamHandler {

  /** What a run may need to end in order after it has given up waiting. */
  static final Duration RESERVE = Duration.ofSeconds(10);

  private static final Duration RESERVE_FOR_STOPPING = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(TilthHandler.class);

  private static final String TASK_ROOT = "LAMBDA_TASK_ROOT";

  private final Map<String, String> variables;

  /** For Lambda. */
  public TilthHandler() {
    this(System.getenv());
  }

  TilthHandler(Map<String, String> variables) {
    this.variables = variables;
  }

  /**
   * Runs one request.
   *
   * @throws dev.tilth.spi.TilthException if the request is invalid, or if it failed
   */
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Invocation invocation = InvocationReader.read(input);
    Tilth tilth = tilth(invocation, Duration.ofMillis(context.getRemainingTimeInMillis()));
    output.write(answer(invocation, tilth).getBytes(StandardCharsets.UTF_8));
  }

  private Tilth tilth(Invocation invocation, Duration remaining) {
    SettingsLoader loader =
        SettingsLoader.of(variables, Path.of(variables.getOrDefault(TASK_ROOT, "")));
    TilthSettings settings =
        invocation
            .environment()
            .map(name -> loader.with("tilth.environment", name))
            .orElse(loader)
            .load();
    if (settings.database().access().isEmpty()) {
      throw new NoDatabaseException();
    }
    TilthBuilder builder =
        Tilth.builder()
            .settings(settings)
            .launcher("lambda")
            .lockWait(patience(settings.run().locking().patience(), remaining))
            .limits(limits(settings.run().limits(), remaining));
    invocation.trigger().ifPresent(builder::trigger);
    return builder.build();
  }

  /**
   * The run stops cleanly before Lambda ends the process without a word; later than a wait for
   * others is over, so that this is told where it was the reason.
   */
  static Limits limits(Limits configured, Duration remaining) {
    Duration possible = remaining.minus(RESERVE_FOR_STOPPING);
    Duration least = possible.isNegative() ? Duration.ZERO : possible;
    Duration run = configured.run().compareTo(least) < 0 ? configured.run() : least;
    return configured.withRun(run);
  }

  /** As configured, but over before Lambda ends the process without a word. */
  static Duration patience(Duration configured, Duration remaining) {
    Duration possible = remaining.minus(RESERVE);
    if (possible.isNegative()) {
      return Duration.ZERO;
    }
    return configured.compareTo(possible) < 0 ? configured : possible;
  }

  private static String answer(Invocation invocation, Tilth tilth) {
    Renderer json = Renderer.json();
    return switch (invocation.command()) {
      case DEPLOY, MIGRATE, SEED -> json.report(run(invocation, tilth, json));
      case PLAN -> json.plan(tilth.plan(invocation.selection(), Consent.NONE, PlanDetail.COUNTS));
      case STATUS -> json.status(tilth.status());
    };
  }

  private static Report run(Invocation invocation, Tilth tilth, Renderer json) {
    Report report = tilth.run(invocation.command().word(), invocation.selection(), Consent.NONE);
    if (report.failure().isPresent()) {
      // The caller gets the exception only: this is the one place that has all steps.
      LOG.error("event=report {}", json.report(report).strip());
    }
    return report.orThrow();
  }
}

package dev.tilth.lambda;

import dev.tilth.Tilth;
import dev.tilth.deploy.Forecast;
import dev.tilth.deploy.PlanDetail;
import dev.tilth.deploy.Report;
import dev.tilth.plan.PlanHash;
import dev.tilth.policy.Identity.Consent;
import dev.tilth.render.Renderer;
import dev.tilth.spi.TilthException;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries one request out. */
record InvocationRun(Invocation invocation, FunctionSettings settings, TimeLeft time) {

  private static final Logger LOG = LoggerFactory.getLogger(InvocationRun.class);

  /**
   * The answer, in JSON.
   *
   * @throws TilthException if it failed
   */
  String answer() throws IOException {
    Renderer json = Renderer.json();
    Tilth tilth = settings.tilth(invocation, time);
    return switch (invocation.command()) {
      case DEPLOY, MIGRATE, SEED -> run(tilth, json);
      case PLAN -> json.plan(tilth.plan(invocation.selection(), Consent.NONE, PlanDetail.COUNTS));
      case STATUS -> json.status(tilth.status());
    };
  }

  private String run(Tilth tilth, Renderer json) throws IOException {
    Report report =
        tilth.run(
            invocation.command().word(), invocation.selection(), Consent.NONE, invocation.seen());
    String document = json.report(report).strip();
    Continuation rest = new Continuation(invocation, report);
    boolean incomplete = report.outcome() == Report.Outcome.INCOMPLETE;
    if (incomplete && rest.hasProgress()) {
      return "%s,\"next\":%s}"
          .formatted(
              document.substring(0, document.length() - 1), rest.request(planOf(rest, tilth)));
    }
    if (report.failure().isPresent()) {
      // Whoever gets an exception gets nothing else: this is the one place that has all steps.
      LOG.error("event=report {}", document);
    }
    if (incomplete) {
      throw rest.withoutProgress(time.remaining());
    }
    report.orThrow();
    return document;
  }

  /** What was permitted with a plan goes on as the rest of that plan, made by the same build. */
  private Optional<PlanHash> planOf(Continuation rest, Tilth tilth) {
    if (invocation.seen().isEmpty()) {
      return Optional.empty();
    }
    try {
      Forecast forecast = tilth.plan(rest.selection(), Consent.NONE, PlanDetail.COUNTS);
      return forecast.hash().or(invocation::seen);
    } catch (TilthException e) {
      LOG.warn(
          "What is left could not be planned, so that the next request will be refused until"
              + " somebody plans again: {}",
          e.getMessage());
      return invocation.seen();
    }
  }
}

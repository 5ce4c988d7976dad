package dev.tilth.lambda;

import static dev.tilth.lambda.RequestField.ALLOW_DOWNGRADE;
import static dev.tilth.lambda.RequestField.COMMAND;
import static dev.tilth.lambda.RequestField.ENVIRONMENT;
import static dev.tilth.lambda.RequestField.FORCE;
import static dev.tilth.lambda.RequestField.NON_TRANSACTIONAL;
import static dev.tilth.lambda.RequestField.ONLY;
import static dev.tilth.lambda.RequestField.PLAN_HASH;
import static dev.tilth.lambda.RequestField.REASON;
import static dev.tilth.lambda.RequestField.TAGS;
import static dev.tilth.lambda.RequestField.TRIGGER;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.tilth.deploy.Report;
import dev.tilth.migrate.MigrationOutcome;
import dev.tilth.plan.PlanHash;
import dev.tilth.plan.Selection;
import dev.tilth.seed.SeederOutcome;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is left of a request whose time was over before it was done.
 *
 * @param report of what was done
 */
record Continuation(Invocation invocation, Report report) {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** Whether anything was applied that the next invocation need not do again. */
  boolean hasProgress() {
    return report.appliedMigrations() > 0
        || report.appliedSeeders() > 0
        || report.seeders().stream()
            .flatMap(seeder -> seeder.chunks().stream())
            .anyMatch(share -> share.written() > 0);
  }

  /**
   * What is to be said where there is none.
   *
   * @param given how long this invocation had
   */
  NoProgressException withoutProgress(Duration given) {
    return new NoProgressException(
        atWork().map("%s did not end in time"::formatted).orElse("no step was begun"),
        given,
        report.failure().orElseThrow());
  }

  private Optional<String> atWork() {
    return Stream.concat(
            report.migrations().stream()
                .filter(step -> step.result() == MigrationOutcome.Result.INTERRUPTED)
                .map(MigrationOutcome::script),
            report.seeders().stream().filter(Continuation::wasBegun).map(SeederOutcome::name))
        .findFirst();
  }

  private static boolean wasBegun(SeederOutcome step) {
    return step.result() == SeederOutcome.Result.INTERRUPTED
        || step.result() == SeederOutcome.Result.INCOMPLETE;
  }

  /**
   * The content that is left. What was forced and is done, or has begun, is not forced again; it
   * may have been selected by that alone, so that a narrower selection becomes the names of what is
   * left.
   */
  Selection selection() {
    Selection asked = invocation.selection();
    Set<String> left = names(Continuation::isLeft);
    Set<String> force = names(step -> isLeft(step) && step.chunks().isEmpty());
    force.retainAll(asked.force());
    boolean narrow = !asked.only().isEmpty() || !asked.tags().isEmpty();
    return narrow && !left.isEmpty()
        ? asked.withOnly(left).withTags(Set.of()).withForce(force)
        : asked.withForce(force);
  }

  private Set<String> names(Predicate<SeederOutcome> steps) {
    return report.seeders().stream()
        .filter(steps)
        .map(SeederOutcome::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static boolean isLeft(SeederOutcome step) {
    return wasBegun(step)
        || step.result() == SeederOutcome.Result.NOT_REACHED
        || step.result() == SeederOutcome.Result.FAILED;
  }

  /**
   * The request that goes on.
   *
   * @param seen the plan of what is left; empty where nobody looked at one in the first place
   */
  String request(Optional<PlanHash> seen) throws IOException {
    Selection left = selection();
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField(COMMAND.word(), invocation.command().word());
      json.writeStringField(ENVIRONMENT.word(), report.environment());
      json.writeStringField(TRIGGER.word(), report.trigger().word());
      write(json, ONLY, left.only());
      write(json, TAGS, left.tags());
      write(json, FORCE, left.force());
      write(json, REASON, left.reason());
      write(json, PLAN_HASH, seen.map(PlanHash::text));
      write(json, ALLOW_DOWNGRADE, left.allowDowngrade());
      write(json, NON_TRANSACTIONAL, invocation.nonTransactional());
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, RequestField field, Set<String> values)
      throws IOException {
    if (!values.isEmpty()) {
      json.writeArrayFieldStart(field.word());
      for (String value : values) {
        json.writeString(value);
      }
      json.writeEndArray();
    }
  }

  private static void write(JsonGenerator json, RequestField field, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(field.word(), value.get());
    }
  }

  private static void write(JsonGenerator json, RequestField field, boolean value)
      throws IOException {
    if (value) {
      json.writeBooleanField(field.word(), true);
    }
  }
}

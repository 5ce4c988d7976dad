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

import dev.tilth.plan.PlanHash;
import dev.tilth.plan.Selection;
import dev.tilth.plan.UnusablePlanHashException;
import dev.tilth.policy.Trigger;
import dev.tilth.spi.DidYouMean;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the request of an invocation:
 *
 * <pre>{@code
 * {
 *   "command": "deploy",          deploy, migrate, seed, plan or status
 *   "environment": "staging",     optional, as are all that follow
 *   "trigger": "manual",          push, manual or startup
 *   "only": ["RoleSeeder"],       these seeders
 *   "tags": ["reference"],        seeders with one of these tags
 *   "force": ["RoleSeeder"],      seeders that run although they are recorded
 *   "reason": "Names were wrong", why, for the ledger
 *   "plan_hash": "3f2a...",       of the plan that somebody has seen: nothing else is done
 *   "allow_downgrade": true,      this build's content replaces that of a newer one
 *   "non_transactional": true     scripts may run that need to be outside a transaction
 * }
 * }</pre>
 *
 * <p>A field that is {@code null} counts as missing. Unknown fields and values of another type are
 * errors; all of them are reported together.
 */
final class InvocationReader {

  private final RequestFields fields;
  private final List<String> problems;

  private InvocationReader(RequestFields fields) {
    this.fields = fields;
    this.problems = fields.problems();
  }

  /**
   * Reads to the end and closes the stream.
   *
   * @throws InvalidInvocationException with every problem
   */
  static Invocation read(InputStream input) throws IOException {
    return new InvocationReader(RequestFields.read(input)).read();
  }

  private Invocation read() {
    Optional<Command> command = command();
    Optional<Trigger> trigger = trigger();
    Optional<PlanHash> seen = seen();
    command.ifPresent(this::checkChoice);
    if (!problems.isEmpty()) {
      throw new InvalidInvocationException(problems);
    }
    return new Invocation(
        command.orElseThrow(),
        selection(command.orElseThrow()),
        fields.text(ENVIRONMENT),
        trigger,
        seen,
        fields.flag(NON_TRANSACTIONAL));
  }

  private Optional<Command> command() {
    Optional<Command> command = fields.text(COMMAND).flatMap(Command::named);
    if (command.isEmpty()) {
      refuse(COMMAND, Command.words());
    }
    return command;
  }

  private Optional<Trigger> trigger() {
    Optional<String> word = fields.text(TRIGGER);
    Optional<Trigger> trigger =
        word.flatMap(given ->
            Arrays.stream(Trigger.values()).filter(each -> each.word().equals(given)).findFirst());
    if (word.isPresent() && trigger.isEmpty()) {
      refuse(TRIGGER, Arrays.stream(Trigger.values()).map(Trigger::word).toList());
    }
    return trigger;
  }

  private Optional<PlanHash> seen() {
    try {
      return fields.text(PLAN_HASH).map(PlanHash::parse);
    } catch (UnusablePlanHashException e) {
      problems.add("The field '%s': %s".formatted(PLAN_HASH.word(), e.getMessage()));
      return Optional.empty();
    }
  }

  private void refuse(RequestField field, List<String> accepted) {
    String words = String.join(", ", accepted);
    problems.add(
        fields
            .text(field)
            .map(given ->
                "The field '%s' is '%s', and must be one of %s.%s"
                    .formatted(field.word(), given, words, DidYouMean.among(accepted, given)))
            .orElse("The field '%s' is missing; it is one of %s.".formatted(field.word(), words)));
  }

  private void checkChoice(Command command) {
    if (!command.choosesSeeders()) {
      Stream.of(ONLY, TAGS, FORCE)
          .filter(fields::has)
          .forEach(field ->
              problems.add(
                  "The field '%s' chooses seeders, and command %s runs none."
                      .formatted(field.word(), command.word())));
    }
    Stream.of(ALLOW_DOWNGRADE, NON_TRANSACTIONAL, PLAN_HASH)
        .filter(field -> fields.has(field) && !command.heeds(field))
        .forEach(field ->
            problems.add(
                "The field '%s' is about what is applied, and command %s applies nothing."
                    .formatted(field.word(), command.word())));
  }

  private Selection selection(Command command) {
    return command
        .selection()
        .withOnly(fields.list(ONLY))
        .withTags(fields.list(TAGS))
        .withForce(fields.list(FORCE))
        .withReason(fields.text(REASON).orElse(""))
        .withAllowDowngrade(fields.flag(ALLOW_DOWNGRADE));
  }
}

package dev.tilth.lambda;

import dev.tilth.plan.Selection;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an invocation asks for. */
enum Command {
  DEPLOY,
  MIGRATE,
  SEED,
  PLAN,
  STATUS;

  /** The content that it is about, if the invocation does not narrow it down. */
  Selection selection() {
    return switch (this) {
      case DEPLOY, PLAN, STATUS -> Selection.DEPLOY;
      case MIGRATE -> Selection.MIGRATE;
      case SEED -> Selection.SEED;
    };
  }

  /** Whether an invocation may choose among the seeders. */
  boolean choosesSeeders() {
    return this != MIGRATE && this != STATUS;
  }

  /** Whether it does what a field about what is applied permits, or shows it. */
  boolean heeds(RequestField field) {
    return switch (this) {
      case DEPLOY, MIGRATE, SEED -> true;
      case PLAN -> field == RequestField.ALLOW_DOWNGRADE;
      case STATUS -> false;
    };
  }

  /** The word of the request, such as {@code deploy}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Command> named(String word) {
    return Arrays.stream(values()).filter(command -> command.word().equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Command::word).toList();
  }
}

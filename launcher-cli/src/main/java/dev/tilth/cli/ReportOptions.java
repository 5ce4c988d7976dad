package dev.tilth.cli;

import dev.tilth.render.Renderer;
import dev.tilth.spi.TilthException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the outcome goes in Markdown as well. */
final class ReportOptions {

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the outcome to this file in Markdown. GITHUB_STEP_SUMMARY gets it too.")
  private @Nullable Path file;

  /** Writes the document, or adds it to the summary of a GitHub workflow's step, or both. */
  void write(Shell shell, Function<Renderer, String> document) {
    if (file != null) {
      save(shell.directory().resolve(file), document);
    }
    String summary = shell.variables().getOrDefault("GITHUB_STEP_SUMMARY", "");
    if (!summary.isBlank()) {
      save(
          shell.directory().resolve(summary),
          document,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  /** The same of why there is no outcome. */
  void writeFailure(Shell shell, TilthException failure) {
    try {
      write(shell, renderer -> renderer.error(failure));
    } catch (ReportNotWrittenException e) {
      // The failure itself is what has to be told.
      failure.addSuppressed(e);
    }
  }

  private static void save(
      Path to, Function<Renderer, String> document, StandardOpenOption... options) {
    try {
      Files.writeString(to, document.apply(Renderer.markdown()), options);
    } catch (IOException e) {
      throw new ReportNotWrittenException(to, e);
    }
  }
}

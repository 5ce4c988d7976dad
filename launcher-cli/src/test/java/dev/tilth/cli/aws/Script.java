package dev.tilth.cli.aws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A script of the workflows, with the directory's programs first on its path.
 *
 * @param variables what it finds in its environment
 */
record Script(String name, Path directory, Map<String, String> variables) {

  private static final long LIMIT_SECONDS = 60;

  /** What became of it. */
  record Ended(int exitCode, String log, String summary, String outputs, String report) {}

  static Script of(String name, Path directory) {
    for (String program : new String[] {"bash", "jq", "git"}) {
      Assumptions.assumeTrue(
          isInstalled(program),
          "NOT TESTED: %s is not installed. On Debian: apt-get install %s"
              .formatted(program, program));
    }
    Map<String, String> variables = new TreeMap<>();
    variables.put("GITHUB_OUTPUT", directory.resolve("output").toString());
    variables.put("GITHUB_STEP_SUMMARY", directory.resolve("summary").toString());
    variables.put("REPORT", directory.resolve("report").toString());
    return new Script(name, directory, variables);
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  Script with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  Process start() throws IOException {
    Path root = Path.of(System.getProperty("tilth.root"));
    ProcessBuilder builder =
        new ProcessBuilder(root.resolve(".github/scripts").resolve(name).toString())
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile());
    builder.environment().keySet().removeIf(variable -> variable.startsWith("GITHUB_"));
    builder.environment().putAll(variables);
    builder.environment().put("PATH", directory + ":" + System.getenv("PATH"));
    return builder.start();
  }

  Ended run() throws IOException, InterruptedException {
    return ended(start());
  }

  Ended ended(Process process) throws IOException, InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("The script did not end:\n" + text("log"));
    }
    return new Ended(
        process.exitValue(), text("log"), text("summary"), text("output"), text("report"));
  }

  private String text(String file) throws IOException {
    Path path = directory.resolve(file);
    return Files.exists(path) ? Files.readString(path) : "";
  }
}

package dev.tilth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Java loads before a command is at work: most of the time that a start takes. */
final class StartIT {

  @TempDir private Path directory = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void version_is_answered_without_picocli_the_log_and_the_libraries_of_a_run(String format)
      throws Exception {
    List<String> loaded = loadedBy(format, "version");

    assertThat(loaded)
        .contains("dev.tilth.cli.VersionCommand")
        .filteredOn(name -> !name.startsWith("com.fasterxml.jackson.core.")) // writes JSON
        .allMatch(StartIT::isOfTilthOrJava);
    assertThat(loaded)
        .filteredOn(name -> name.startsWith("dev.tilth.") && !name.contains("$$Lambda"))
        .hasSizeLessThan(25);
  }

  private static boolean isOfTilthOrJava(String name) {
    return name.matches("(dev\\.tilth|java|javax|jdk|sun|com\\.sun)\\..*");
  }

  @Test
  void picocli_is_told_of_the_one_command_that_is_asked_for() throws Exception {
    String ofWait = "dev.tilth.cli.WaitCommand$Goal";
    assertThat(loadedBy("text", "wait", "--help")).contains(ofWait);
    assertThat(loadedBy("text", "deploy", "--help"))
        .contains("picocli.CommandLine")
        .doesNotContain(ofWait)
        .noneMatch(name -> name.startsWith("org.jooq.") || name.startsWith("org.flywaydb."));
    assertThat(loadedBy("text", "--help")).as("a list of all").contains(ofWait);
  }

  /** The names of the classes. */
  private List<String> loadedBy(String log, String... args) throws Exception {
    Path list = directory.resolve("loaded.txt");
    Map<String, String> variables =
        Map.of(
            "TILTH_LOG",
            log,
            "TILTH_JAVA_OPTS",
            "-Xlog:class+load:file=%s:none:filecount=0".formatted(list));
    TilthProcess.Outcome done = TilthProcess.start(directory, variables, args).outcome();
    assertThat(done.exitCode()).as(done.out() + done.err()).isZero();
    return Files.readAllLines(list).stream().map(line -> line.replaceAll(" .*", "")).toList();
  }
}

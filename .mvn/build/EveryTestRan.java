import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Fails when a class with tests was not run. Surefire and Failsafe pass over a class whose name does not match their
 * patterns without a word; this compares the test sources of a module (argument) with the reports they wrote.
 * Benchmarks are no tests: they are run by their names.
 */
public final class EveryTestRan {

  private static final Pattern HAS_TESTS =
      Pattern.compile("^\\s*@(Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|ArchTest)\\b", Pattern.MULTILINE);
  private static final Pattern NOT_RUNNABLE = Pattern.compile("\\b(abstract\\s+class|interface)\\s+\\w+(Contract)\\b");

  public static void main(String[] args) throws IOException {
    Path module = Path.of(args[0]);
    Path sources = module.resolve("src/test/java");
    if (!Files.isDirectory(sources)) {
      return;
    }
    List<String> problems = new ArrayList<>();
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        check(module, sources, file, problems);
      }
    }
    problems.forEach(System.err::println);
    System.exit(problems.isEmpty() ? 0 : 1);
  }

  private static void check(Path module, Path sources, Path file, List<String> problems) throws IOException {
    String name = file.getFileName().toString().replace(".java", "");
    String text = Files.readString(file);
    boolean named = name.endsWith("Test") || name.endsWith("IT");
    boolean measures = name.endsWith("Benchmark");
    if (!named && !measures && HAS_TESTS.matcher(text).find() && !NOT_RUNNABLE.matcher(text).find()) {
      problems.add(file + " has tests but its name ends in neither Test nor IT, so that no runner takes it.");
    }
    if (named && !wasRun(module, sources.relativize(file))) {
      problems.add(file + " was not run: there is no report of it with a test in it.");
    }
  }

  private static boolean wasRun(Path module, Path relative) throws IOException {
    String report = "TEST-" + relative.toString().replace(".java", "").replaceAll("[/\\\\]", ".") + ".xml";
    for (String runner : List.of("surefire-reports", "failsafe-reports")) {
      Path file = module.resolve("target").resolve(runner).resolve(report);
      if (Files.exists(file) && !Files.readString(file).contains(" tests=\"0\"")) {
        return true;
      }
    }
    return false;
  }
}

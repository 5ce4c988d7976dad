package dev.tilth.cli.container;

import dev.tilth.cli.container.Command.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The image of this build, once for all tests.
 *
 * <ol>
 *   <li>The JDK comes from the registry that the Dockerfile names, or, where that cannot be
 *       reached, from this machine; see {@code launcher-cli/src/test/container/make-jdk-image}.
 *   <li>The distribution is the one that this build has made, in place of the stage that makes one.
 *   <li>The authorities to be trusted are one that nobody knows.
 *   <li>Everything else is what the Dockerfile says.
 * </ol>
 */
final class TestImage {

  static final String TAG = "tilth-test";
  static final String VERSION = "1.2.3-test";
  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private static final String JDK = "tilth-test-jdk";
  private static final String DISTRIBUTION = "tilth-test-distribution";
  private static final Pattern JDK_IMAGE = Pattern.compile("(?m)^ARG JDK_IMAGE=(.+)$");
  private static final Path ROOT = Path.of(System.getProperty("tilth.root", ""));

  private final DockerEngine engine;
  private final Path context;

  private TestImage(DockerEngine engine, Path context) {
    this.engine = engine;
    this.context = context;
  }

  /**
   * Builds it.
   *
   * @param context an empty directory
   * @param authority is to be trusted
   * @return why it cannot be built here, if there is nothing to build it on
   */
  static Optional<String> build(DockerEngine engine, Path context, Authority authority)
      throws IOException {
    return new TestImage(engine, context).build(authority);
  }

  private Optional<String> build(Authority authority) throws IOException {
    Optional<String> jdk = jdk();
    if (jdk.isEmpty()) {
      return Optional.of(
          "NOT TESTED: no registry can be reached, and without root and the program debootstrap no"
              + " image to build on can be made.");
    }
    copy();
    Files.copy(authority.certificate("ca"), context.resolve("ca.pem"));
    distribution();
    engine.build(arguments(jdk.get(), TAG, List.of()));
    return Optional.empty();
  }

  /** The stage that has what the image gets, with a shell. */
  static void buildStage(DockerEngine engine, Path context, String stage, String tag) {
    TestImage image = new TestImage(engine, context);
    engine.build(image.arguments(image.jdk().orElseThrow(), tag, List.of("--target", stage)));
  }

  private List<String> arguments(String jdk, String tag, List<String> more) {
    List<String> arguments =
        Stream.of(
                "JDK_IMAGE=" + jdk,
                "DISTRIBUTION=" + DISTRIBUTION,
                "CA_BUNDLE=ca.pem",
                "VERSION=" + VERSION,
                "COMMIT=" + COMMIT)
            .flatMap(value -> Stream.of("--build-arg", value))
            .toList();
    // Nothing is fetched: the machine's network has no part in the result.
    return Stream.of(
            arguments, more, List.of("--network", "none", "--tag", tag, context.toString()))
        .flatMap(List::stream)
        .toList();
  }

  private Optional<String> jdk() {
    String wanted = wantedJdk();
    if (engine.has(wanted)
        || engine.command("pull", wanted).within(Duration.ofMinutes(5)).run().succeeded()) {
      return Optional.of(wanted);
    }
    return engine.has(JDK) || madeHere() ? Optional.of(JDK) : Optional.empty();
  }

  private static String wantedJdk() {
    try {
      Matcher named = JDK_IMAGE.matcher(Files.readString(ROOT.resolve("Dockerfile")));
      if (!named.find()) {
        throw new AssertionError("The Dockerfile names no JDK_IMAGE.");
      }
      return named.group(1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private boolean madeHere() {
    boolean possible =
        Command.of(List.of("debootstrap", "--version")).run().succeeded()
            && Command.of(List.of("id", "-u")).run().out().strip().equals("0");
    return possible && make().succeeded();
  }

  private Outcome make() {
    String script = ROOT.resolve("launcher-cli/src/test/container/make-jdk-image").toString();
    return Command.of(List.of(script, JDK, System.getProperty("java.home"), engine.client()))
        .within(Duration.ofMinutes(8))
        .run();
  }

  private void copy() {
    String copy =
        "cd '%s' && cp -r --parents Dockerfile launcher-cli/src/main/container '%s'"
            .formatted(ROOT, context);
    Command.of(List.of("sh", "-c", copy)).run().text();
  }

  /** Without the servers of other platforms, which only take time. */
  private void distribution() {
    String from = System.getProperty("tilth.distribution", "");
    String pipe =
        "tar --directory '%s' --exclude '*darwin*' --transform 's,^,distribution/,' --create bin lib"
                .formatted(from)
            + " content dev | '%s' import - %s".formatted(engine.client(), DISTRIBUTION);
    Command.of(List.of("sh", "-c", pipe)).run().text();
  }
}

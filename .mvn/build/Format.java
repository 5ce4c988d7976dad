import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Formats, or checks, every Java file of the repository with google-java-format, in a JVM that can parse them.
 * Arguments: check|write, the repository, the folder with the formatter's jars.
 */
public final class Format {

  public static void main(String[] args) throws IOException, InterruptedException {
    boolean write = args[0].equals("write");
    Path root = Path.of(args[1]);
    List<String> command = new ArrayList<>(List.of(java(), "-cp", args[2] + "/*"));
    for (String compilerPackage : List.of("api", "code", "file", "parser", "tree", "util")) {
      command.add("--add-exports=jdk.compiler/com.sun.tools.javac." + compilerPackage + "=ALL-UNNAMED");
    }
    command.add("com.google.googlejavaformat.java.Main");
    command.addAll(write ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    Files.walkFileTree(root, new Sources(root, command));
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      System.err.println("Not formatted: the files above. Type: ./mvnw -N process-sources -Dtilth.format=write");
    }
    System.exit(exit);
  }

  /** Adds every source; does not enter what is built or hidden, such as a database's directory. */
  private static final class Sources extends SimpleFileVisitor<Path> {

    private final Path root;
    private final List<String> found;

    Sources(Path root, List<String> found) {
      this.root = root;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      String name = String.valueOf(directory.getFileName());
      boolean skipped = name.equals("target") || name.startsWith(".");
      return skipped && !directory.equals(root) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (file.toString().endsWith(".java")) {
        found.add(file.toString());
      }
      return FileVisitResult.CONTINUE;
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}

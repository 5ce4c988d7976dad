package dev.tilth.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@code .env} file: {@code KEY=VALUE} lines, with blank lines, comments and {@code export}
 * in between. A value in single quotes is taken as it stands; in double quotes {@code \n}, {@code
 * \"} and {@code \\} are escapes; without quotes it ends at {@code " #"}. Nothing is substituted.
 */
public final class DotEnv {

  private static final Pattern LINE =
      Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");
  private static final Pattern SINGLE = Pattern.compile("'([^']*)'\\s*(?:#.*)?");
  private static final Pattern DOUBLE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(?:#.*)?");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");
  private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*");

  private DotEnv() {}

  /**
   * The variables in the order of the file; of two with one name, the later one.
   *
   * @throws InvalidSettingsException if the file cannot be read, with every line that is not
   *     understood; shows no values
   */
  public static Map<String, String> read(Path file) {
    Problems problems = new Problems();
    Map<String, String> variables = new LinkedHashMap<>();
    int number = 0;
    for (String line : lines(file, problems)) {
      number++;
      String text = line.strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        readLine(text, file + ": " + number, variables, problems);
      }
    }
    problems.throwIfAny();
    return variables;
  }

  private static List<String> lines(Path file, Problems problems) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      problems.add(file.toString(), ".env file", "It cannot be read as UTF-8 text.");
      return new ArrayList<>();
    }
  }

  private static void readLine(
      String line, String origin, Map<String, String> variables, Problems problems) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      problems.add(".env", origin, "This line is not of the form KEY=VALUE.");
      return;
    }
    String value = matcher.group(2);
    if (value.startsWith("'") || value.startsWith("\"")) {
      readQuoted(matcher.group(1), value, origin, variables, problems);
    } else {
      variables.put(matcher.group(1), COMMENT.matcher(value).replaceFirst("").strip());
    }
  }

  private static void readQuoted(
      String name, String value, String origin, Map<String, String> variables, Problems problems) {
    Matcher single = SINGLE.matcher(value);
    Matcher quoted = DOUBLE.matcher(value);
    if (single.matches()) {
      variables.put(name, single.group(1));
    } else if (quoted.matches()) {
      variables.put(name, unescaped(quoted.group(1)));
    } else {
      problems.add(name, origin, "Its closing quotation mark is missing, or text follows it.");
    }
  }

  private static String unescaped(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(escape ->
            Matcher.quoteReplacement(escape.group(1).equals("n") ? "\n" : escape.group(1)));
  }
}

package dev.tilth.script;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The name of an object as the catalogue has it.
 *
 * @param parts schema and name, or the name alone
 */
public record SqlName(List<String> parts) {

  /** In bytes (PostgreSQL manual, "Identifiers and Key Words"). */
  private static final int LONGEST = 63;

  private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

  /** Would read as part of the statement around them. */
  private static final Set<String> KEYWORDS = Set.of("concurrently", "if", "on", "only");

  public SqlName {
    parts = List.copyOf(parts);
  }

  /** As on the server: without quotes, letters of ASCII become small; what is too long is cut. */
  static String part(SqlToken token) {
    if (token.kind() == SqlToken.Kind.QUOTED_NAME) {
      int end = Math.max(1, token.text().length() - 1);
      return cut(token.text().substring(1, end).replace("\"\"", "\""));
    }
    return cut(
        token
            .text()
            .chars()
            .map(c -> c < '\u0080' ? Character.toLowerCase(c) : c)
            .mapToObj(Character::toString)
            .collect(Collectors.joining()));
  }

  private static String cut(String name) {
    int end = name.length();
    while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      end = name.offsetByCodePoints(end, -1);
    }
    return name.substring(0, end);
  }

  public static SqlName of(String part) {
    return new SqlName(List.of(part));
  }

  public String last() {
    return parts.getLast();
  }

  /** Empty for a name alone. */
  public Optional<String> schema() {
    return parts.size() > 1 ? Optional.of(parts.get(parts.size() - 2)) : Optional.empty();
  }

  /** For {@code to_regclass}, and for statements. */
  public String quoted() {
    return parts.stream().map(SqlName::quote).collect(Collectors.joining("."));
  }

  private static String quote(String part) {
    return '"' + part.replace("\"", "\"\"") + '"';
  }

  /** For people, and to be read again: quoted where it has to be. */
  @Override
  public String toString() {
    return parts.stream()
        .map(part -> PLAIN.matcher(part).matches() && !KEYWORDS.contains(part) ? part : quote(part))
        .collect(Collectors.joining("."));
  }
}

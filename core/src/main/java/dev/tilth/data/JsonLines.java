package dev.tilth.data;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JSON lines: one object a line, all of them with the same keys, in any order. UTF-8. */
final class JsonLines implements Rows {

  private final String file;
  private final Reader text;
  private final LineReader lines;
  private final JsonObjectReader objects;
  private final List<String> header;
  private @Nullable Map<String, JsonField> first;

  /** Reads the first line, whose keys are the header. */
  JsonLines(String file, Reader text, JsonObjectReader objects) {
    this.file = file;
    this.text = text;
    this.lines = new LineReader(file, text);
    this.objects = objects;
    this.first = read();
    this.header = first == null ? List.of() : List.copyOf(first.keySet());
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public @Nullable Row next() {
    Map<String, JsonField> fields = first == null ? read() : first;
    first = null;
    if (fields == null) {
      return null;
    }
    checkKeys(fields.keySet());
    return row(fields);
  }

  @Override
  public void skip(long count) {
    long left = first == null ? count : count - 1;
    first = count > 0 ? null : first;
    try {
      lines.skip(left);
    } catch (IOException e) {
      throw new UnreadableFileException(file, e);
    }
  }

  private @Nullable Map<String, JsonField> read() {
    try {
      String line = lines.next();
      return line == null ? null : objects.read(lines.place(), line);
    } catch (IOException e) {
      throw new UnreadableFileException(file, e);
    }
  }

  private void checkKeys(Set<String> keys) {
    for (String name : header) {
      if (!keys.contains(name)) {
        throw otherKeys("the key %s of the first line is missing", name);
      }
    }
    for (String name : keys) {
      if (keys.size() > header.size() && !header.contains(name)) {
        throw otherKeys("the first line has no key %s", name);
      }
    }
  }

  private MalformedFileException otherKeys(String reason, String key) {
    return new MalformedFileException(
        lines.place(),
        reason.formatted(Text.quoted(key)),
        "Give all lines the same keys; null stands for NULL.");
  }

  private Row row(Map<String, JsonField> fields) {
    List<@Nullable String> values = new ArrayList<>(header.size());
    Set<Integer> masked = new HashSet<>();
    for (String name : header) {
      JsonField field = fields.getOrDefault(name, new JsonField(null, false));
      values.add(field.text());
      if (field.masked()) {
        masked.add(values.size());
      }
    }
    return new Row(lines.place().line(), Collections.unmodifiableList(values), masked);
  }

  @Override
  public void close() {
    try {
      text.close();
    } catch (IOException e) {
      throw new UnreadableFileException(file, e);
    }
  }
}

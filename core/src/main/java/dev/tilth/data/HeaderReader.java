package dev.tilth.data;

import dev.tilth.spi.DidYouMean;
import dev.tilth.spi.TableData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what each header stands for: a column, or part of a reference by business key. */
final class HeaderReader {

  private final String file;
  private final Table table;
  private final TableData data;
  private final List<Field> fields = new ArrayList<>();
  private final Map<String, Target> targets = new LinkedHashMap<>();
  private final Map<ForeignKey, List<Reference.Part>> parts = new LinkedHashMap<>();
  private final List<Reference> references = new ArrayList<>();

  private HeaderReader(String file, Table table, TableData data) {
    this.file = file;
    this.table = table;
    this.data = data;
  }

  /**
   * Reads a header.
   *
   * @param data what is declared of the table's columns
   */
  static Layout read(String file, Table table, List<String> header, TableData data) {
    HeaderReader reader = new HeaderReader(file, table, data);
    header.forEach(reader::field);
    reader.checkNames(data.insertOnly(), header);
    reader.checkNames(data.masked(), header);
    reader.parts.forEach(reader::reference);
    List<Target> targets = List.copyOf(reader.targets.values());
    UniqueKey key = new KeyChoice(file, table, targets).of(data.key());
    return new Layout(file, table, reader.fields, reader.references, targets, key);
  }

  /** What is misspelt here would otherwise be overwritten, or shown. */
  private void checkNames(Set<String> declared, List<String> header) {
    for (String name : declared) {
      if (table.column(name).isEmpty() && !header.contains(name)) {
        throw new UnknownDeclaredColumnException(table.name(), name, table.columnNames());
      }
    }
  }

  private void field(String header) {
    Optional<Column> column = table.column(header);
    int dot = header.lastIndexOf('.');
    if (column.isPresent()) {
      plain(header, column.get());
    } else if (dot > 0) {
      referring(header, header.substring(0, dot), header.substring(dot + 1));
    } else {
      throw new UnknownColumnException(file, header, table.name(), header, table.columnNames());
    }
  }

  private void plain(String header, Column column) {
    if (column.generated()) {
      throw new UnusableColumnException(
          file, header, "names a generated column", "Remove it: the server computes the column.");
    }
    boolean masked = data.masked().contains(header);
    Field field = add(header, column.type(), masked, "t." + column.sql());
    boolean insertOnly = data.insertOnly().contains(header);
    targets.put(
        column.name(), new Target(column, field.value(), List.of(field), false, insertOnly));
  }

  private void referring(String header, String prefix, String column) {
    ForeignKey key = foreignKey(header, prefix);
    if (!key.available().contains(column)) {
      throw new UnknownColumnException(file, header, key.table(), column, key.available());
    }
    String origin = "(select %s from %s)".formatted(Sql.identifier(column), key.table().sql());
    boolean masked =
        data.masked().contains(header) || key.columns().stream().anyMatch(data.masked()::contains);
    Field field = add(header, "a key of " + key.table(), masked, origin);
    parts.computeIfAbsent(key, any -> new ArrayList<>()).add(new Reference.Part(field, column));
  }

  private Field add(String header, String meaning, boolean masked, String origin) {
    Field field = new Field(header, fields.size() + 1, meaning, masked, origin);
    fields.add(field);
    return field;
  }

  private ForeignKey foreignKey(String header, String prefix) {
    List<ForeignKey> matches =
        table.references().stream().filter(key -> key.columns().contains(prefix)).toList();
    if (matches.isEmpty()) {
      matches = table.references().stream().filter(key -> key.table().isMeantBy(prefix)).toList();
    }
    if (matches.size() == 1) {
      return matches.getFirst();
    }
    String reason =
        matches.isEmpty()
            ? "is neither a column of table %s nor does one of its foreign keys lead to '%s'"
                .formatted(table.name(), prefix)
            : "may be any of %d foreign keys".formatted(matches.size());
    throw new UnusableColumnException(file, header, reason, advice());
  }

  private String advice() {
    List<String> choices =
        table.references().stream()
            .map(key -> "'%s.' for table %s".formatted(key.columns().getLast(), key.table()))
            .toList();
    return choices.isEmpty()
        ? DidYouMean.orAnyOf(table.columnNames(), "")
        : "References of this table start with: %s.".formatted(String.join(", ", choices));
  }

  private void reference(ForeignKey key, List<Reference.Part> keyParts) {
    List<Reference.Given> given = new ArrayList<>();
    List<String> wanted = new ArrayList<>();
    for (int i = 0; i < key.columns().size(); i++) {
      Target known = targets.get(key.columns().get(i));
      if (known == null) {
        wanted.add(key.columns().get(i));
      } else {
        given.add(new Reference.Given(key.targets().get(i), known.value()));
      }
    }
    String header = keyParts.getFirst().field().header();
    if (wanted.isEmpty()) {
      throw new UnusableColumnException(
          file,
          header,
          "gives a column that the file has already (%s)"
              .formatted(String.join(", ", key.columns())),
          "Remove one of the two.");
    }
    Reference reference =
        new Reference(
            references.size() + 1, key, keyParts, given, key.table().equals(table.name()));
    references.add(reference);
    wanted.forEach(column -> resolve(reference, column));
  }

  private void resolve(Reference reference, String name) {
    Column column = table.column(name).orElseThrow();
    String target = reference.key().targets().get(reference.key().columns().indexOf(name));
    String value = "%s::%s".formatted(reference.column(target), column.baseType());
    boolean insertOnly =
        data.insertOnly().contains(name)
            || reference.fields().stream()
                .anyMatch(field -> data.insertOnly().contains(field.header()));
    targets.put(name, new Target(column, value, reference.fields(), true, insertOnly));
  }
}

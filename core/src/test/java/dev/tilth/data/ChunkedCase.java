package dev.tilth.data;

import dev.tilth.spi.Resource;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;

/** One random table, with a source that may be refused before anything is written. */
final class ChunkedCase {

  private static final List<String> KEYS =
      List.of("text", "text collate \"C\"", "varchar(9)", "integer", "bigint", "numeric", "uuid");

  private final Random random;
  private final String type;
  private final List<String> definition = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final String flaw;
  private final TableData data;

  ChunkedCase(Random random) {
    this.random = random;
    this.type = KEYS.get(random.nextInt(KEYS.size()));
    lines();
    this.flaw = flaw();
    define();
    String name = random.nextBoolean() ? "t.csv" : "t.jsonl";
    TableData plain = TableData.of("t", source(name)).key("k", "n");
    TableData some = random.nextInt(3) == 0 ? plain.insertOnly("v") : plain;
    this.data = some.mode(random.nextBoolean() ? TableMode.MERGE : TableMode.INSERT_MISSING);
  }

  List<String> definition() {
    return definition;
  }

  TableData data() {
    return data;
  }

  /** Lines of four fields: the key k and n, then v and w. */
  private void lines() {
    TreeSet<Integer> numbers = new TreeSet<>();
    for (int i = random.nextInt(60); i > 0; i--) {
      numbers.add(random.nextInt(200));
    }
    for (int number : numbers) {
      lines.add("%s,%d,%s,%d".formatted(key(number / 2), number % 2, word(), random.nextInt(3)));
    }
    if (random.nextBoolean()) {
      Collections.shuffle(lines, random);
    }
  }

  private String key(int number) {
    return switch (type) {
      case "uuid" -> "00000000-0000-4000-8000-%012x".formatted(number);
      case "numeric" -> number + (random.nextBoolean() ? ".0" : "");
      case "integer", "bigint" -> random.nextBoolean() ? "" + number : "00" + number;
      default -> "%s%03d".formatted(random.nextInt(9) == 0 ? "é" : "a", number);
    };
  }

  private String word() {
    return random.nextBoolean() ? "a" : "b";
  }

  /** At times a key twice, none at all, or a field too few. */
  private String flaw() {
    int most = lines.size();
    if (most < 2 || random.nextInt(3) > 0) {
      return "no flaw";
    }
    int at = random.nextInt(most);
    String[] fields = lines.get(at).split(",", -1);
    return switch (random.nextInt(3)) {
      case 0 -> {
        lines.add(random.nextInt(most), "%s,%s,x,7".formatted(again(fields[0]), fields[1]));
        yield "a repeated key";
      }
      case 1 -> {
        lines.set(at, "," + String.join(",", List.of(fields).subList(1, 4)));
        yield "no key";
      }
      default -> {
        lines.set(at, String.join(",", List.of(fields).subList(0, 3)));
        yield "a missing field";
      }
    };
  }

  private String again(String key) {
    return switch (type) {
      case "uuid" -> key.toUpperCase(Locale.ROOT);
      case "numeric" -> key + (key.contains(".") ? "0" : ".00");
      case "integer", "bigint" -> "0" + key;
      default -> key;
    };
  }

  private void define() {
    String rest = "k %s not null, n integer not null, v text, w integer".formatted(type);
    switch (random.nextInt(4)) {
      case 0 -> definition.add("create table t (id serial, %s, unique (k, n))".formatted(rest));
      case 1 -> definition.add("create table t (%s, primary key (n, k))".formatted(rest));
      case 2 -> {
        definition.add("create table t (%s) partition by hash (n)".formatted(rest));
        definition.add("create table t0 partition of t for values with (modulus 2, remainder 0)");
        definition.add("create table t1 partition of t for values with (modulus 2, remainder 1)");
        definition.add("create unique index on t (k, n)");
      }
      default ->
          definition.add(
              "create table t (%s, unique (k, n), check (w < 9))"
                  .formatted(rest.replace(" not null", "")));
    }
    if (random.nextBoolean()) {
      stored();
    }
  }

  private void stored() {
    for (String line : lines) {
      String[] fields = line.split(",", -1);
      if (fields.length == 4 && !fields[0].isEmpty() && random.nextInt(3) == 0) {
        definition.add(
            "insert into t (k, n, v, w) values ('%s', %s, '%s', 1) on conflict do nothing"
                .formatted(fields[0], fields[1], word()));
      }
    }
  }

  private Resource source(String name) {
    if (name.endsWith(".csv") || flaw.equals("a missing field")) {
      String end = random.nextBoolean() ? "\n" : "\r\n\r\n";
      return TextResource.of("t.csv", "k,n,v,w" + end + String.join(end, lines));
    }
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      String[] fields = line.split(",", -1);
      text.append(
          "{\"k\": %s, \"n\": %s, \"v\": \"%s\", \"w\": %s}%n"
              .formatted(
                  fields[0].isEmpty() ? "null" : "\"" + fields[0] + "\"",
                  fields[1],
                  fields[2],
                  fields[3]));
    }
    return TextResource.of(name, text.toString());
  }

  @Override
  public String toString() {
    return "%s with %s, %s, into %s".formatted(data.mode(), flaw, lines, definition);
  }
}

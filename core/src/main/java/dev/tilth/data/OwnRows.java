package dev.tilth.data;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Recorded rows and rows of the table as pieces of SQL. A record is {@code o}: its owner is {@code
 * tilth_owner}, its primary key as recorded {@code tilth_p}, its keys in the types of their columns
 * {@code tilth_k1...} and {@code tilth_p1...}. A row of the table is {@code t}, a row of the source
 * {@code s}. Keys are equal by their own operators.
 */
record OwnRows(Layout layout, UniqueKey primary) {

  private UniqueKey key() {
    return layout.key();
  }

  String table() {
    return layout.table().name().sql();
  }

  /**
   * Records by way of rows like the table's, since the key may be an expression.
   *
   * @param records a query for seeder, business_key and primary_key
   */
  String recorded(String records) {
    return """
    select x.tilth_owner, x.tilth_p, x.tilth_comparable, %s, %s
      from (select r.seeder as tilth_owner, r.primary_key as tilth_p,
                   jsonb_exists_all(r.business_key, array[%s]) as tilth_comparable, %s
              from (%s) r) x
    """
        .formatted(
            keyExpressions(),
            Sql.list(
                primary.parts(),
                part -> value("x.tilth_p", primary.column(part)) + " as tilth_p" + (part + 1)),
            Sql.list(key().columns(), Sql::literal),
            Sql.list(
                key().columns(),
                name -> value("r.business_key", name) + " as " + Sql.identifier(name)),
            records);
  }

  private String value(String json, String column) {
    String type = layout.table().column(column).orElseThrow().baseType();
    return "(%s ->> %s)::%s".formatted(json, Sql.literal(column), type);
  }

  /** The keys of all rows of the table. */
  String current() {
    return "select %s, %s from %s"
        .formatted(
            keyExpressions(),
            Sql.list(
                primary.parts(),
                part -> primary.expressions().get(part) + " as tilth_p" + (part + 1)),
            table());
  }

  private String keyExpressions() {
    return Sql.list(
        key().parts(), part -> key().expressions().get(part) + " as tilth_k" + (part + 1));
  }

  /** A record is about a row of {@link #current}. */
  String same() {
    return sameKey() + " and " + samePrimary();
  }

  String sameKey() {
    return Sql.all(
        key().parts(), part -> key().equality(part, "t.tilth_k" + (part + 1), recordedKey(part)));
  }

  String samePrimary() {
    return Sql.all(
        primary.parts(),
        part -> primary.equality(part, "t.tilth_p" + (part + 1), recordedPrimary(part)));
  }

  /** A record is about a row of the table itself. */
  String sameAsStored() {
    return Sql.all(
            key().parts(),
            part -> key().equality(part, key().expressions().get(part), recordedKey(part)))
        + " and "
        + Sql.all(
            primary.parts(),
            part -> primary.equality(part, primary.expressions().get(part), recordedPrimary(part)));
  }

  private static String recordedKey(int part) {
    return "o.tilth_k" + (part + 1);
  }

  private static String recordedPrimary(int part) {
    return "o.tilth_p" + (part + 1);
  }

  /** A row of the source has the key of a row of {@link #current}. */
  String inSource() {
    return Sql.all(
        key().parts(),
        part -> key().equality(part, "t.tilth_k" + (part + 1), "s.tilth_k" + (part + 1)));
  }

  /** A row of the source has the key of a row of the table itself. */
  String storedInSource() {
    return Sql.all(
        key().parts(),
        part -> key().equality(part, key().expressions().get(part), "s.tilth_k" + (part + 1)));
  }

  /** Values as they are recorded. */
  static String json(List<String> columns, UnaryOperator<String> value) {
    return "jsonb_build_object(%s)"
        .formatted(
            Sql.list(columns, name -> Sql.literal(name) + ", " + value.apply(name) + "::text"));
  }
}

package dev.tilth.data;

import org.jspecify.annotations.Nullable;

/**
 * A column of the target table.
 *
 * @param type as people write it, such as {@code character varying(20)}
 * @param baseType the same without length or precision: a cast to it cuts nothing off
 * @param required NOT NULL
 * @param filled whether the server has a value for it: a default or an identity
 * @param identityAlways GENERATED ALWAYS AS IDENTITY: given to new rows only, never updated
 * @param generated computed by the server from other columns
 * @param element the type of the elements, where the column is an array
 * @param sequence the sequence behind a serial or identity column, as SQL
 * @param definedType the name of its type, or that of its elements, where the server did not come
 *     with it: such a type can change
 */
record Column(
    String name,
    String type,
    String baseType,
    boolean required,
    boolean filled,
    boolean identityAlways,
    boolean generated,
    @Nullable String element,
    @Nullable String sequence,
    @Nullable String definedType) {

  String sql() {
    return Sql.identifier(name);
  }
}

package dev.tilth.spi;

import java.util.List;

/**
 * A seeder that is nothing but declared data, so that a plan can tell which rows it would change.
 * Its sources and declarations are part of its checksum without being named in {@link
 * SeederSpec#resources}.
 */
public interface TableSeeder extends Seeder {

  /** The same value at every call, without I/O; in the order in which the tables are loaded. */
  List<TableData> tables();

  /**
   * Loads the tables, one after the other. Where this is overridden, what is written besides is in
   * no plan, and the seeder shares no transaction with others.
   */
  @Override
  default void seed(SeedContext context) throws Exception {
    for (TableData table : tables()) {
      context.load(table);
    }
  }

  /**
   * A seeder of these tables, for an entry in a catalog.
   *
   * @param spec with {@link SeedMode#ON_CHANGE} usually: {@code SeederSpec.onChange("Roles")}
   */
  static TableSeeder of(SeederSpec spec, TableData... tables) {
    return new Declared(spec, List.of(tables));
  }

  /** Data, and nothing else. */
  record Declared(SeederSpec spec, List<TableData> tables) implements TableSeeder {}
}

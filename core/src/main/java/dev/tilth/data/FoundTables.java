package dev.tilth.data;

import java.util.Map;

/**
 * What the catalogue says of names.
 *
 * @param names what there is, of whatever kind: the name that was asked for, then the one that the
 *     catalogue has
 * @param tables those of them that are tables, by the names that were asked for
 */
record FoundTables(Map<TableName, TableName> names, Map<TableName, Table> tables) {

  FoundTables {
    names = Map.copyOf(names);
    tables = Map.copyOf(tables);
  }
}

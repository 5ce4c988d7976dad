package dev.tilth.data;

import java.util.List;

/**
 * A foreign key of the target table.
 *
 * @param columns its own columns
 * @param table where it leads
 * @param targets the columns there, in the order of its own
 * @param available all columns there
 */
record ForeignKey(
    String name,
    List<String> columns,
    TableName table,
    List<String> targets,
    List<String> available) {}

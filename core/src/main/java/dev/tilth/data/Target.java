package dev.tilth.data;

import java.util.List;

/**
 * A column of the target table that the file fills.
 *
 * @param value what fills it, as SQL over the staging table {@code s} and the references
 * @param fields where the value comes from
 * @param referred whether it is found through a reference
 * @param insertOnly whether rows that are there keep what they have
 */
record Target(
    Column column, String value, List<Field> fields, boolean referred, boolean insertOnly) {}

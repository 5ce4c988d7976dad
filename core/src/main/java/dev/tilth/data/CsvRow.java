package dev.tilth.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of a CSV file.
 *
 * @param line where it starts in the file, from 1
 * @param fields its values; null where the field is empty and not quoted
 */
record CsvRow(long line, List<@Nullable String> fields) {}

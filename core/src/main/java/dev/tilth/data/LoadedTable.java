package dev.tilth.data;

import dev.tilth.spi.RowCounts;

/** What a load, or what it left for the end, did to a table. */
record LoadedTable(TableName table, RowCounts rows) {}

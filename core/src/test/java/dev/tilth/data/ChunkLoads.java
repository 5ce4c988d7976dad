package dev.tilth.data;

import dev.tilth.data.TableChunks.Survey;
import dev.tilth.spi.Chunk;
import dev.tilth.spi.Chunking;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TableData;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Loads of the tests in chunks, each chunk in a transaction of its own. */
record ChunkLoads(Loads loads) {

  /** In a transaction that is rolled back. */
  Survey survey(TableChunks chunks) {
    try (Connection connection = loads.database().connect()) {
      connection.setAutoCommit(false);
      Survey survey = chunks.survey(connection);
      connection.rollback();
      return survey;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  TableChunks of(TableData data) {
    return new TableChunks(data, loads.terms());
  }

  /** Commits, or rolls back and throws. */
  RowCounts load(TableChunks.Reader reader, Chunk chunk) {
    try (Connection connection = loads.database().connect()) {
      connection.setAutoCommit(false);
      RowCounts counts = reader.load(chunk, connection);
      connection.commit();
      return counts;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Surveys the source and loads its chunks in their order. */
  RowCounts load(TableData data, int perChunk) {
    TableChunks chunks = of(data);
    Chunking cut = new Chunking(survey(chunks).rows(), perChunk);
    try (TableChunks.Reader reader = chunks.reader()) {
      return all(cut).stream()
          .map(chunk -> load(reader, chunk))
          .reduce(RowCounts.NONE, RowCounts::plus);
    }
  }

  /** Surveys the source and loads chunks of random size in random order, by up to three readers. */
  RowCounts load(TableData data, Random random) {
    TableChunks chunks = of(data);
    Chunking cut = new Chunking(survey(chunks).rows(), 1 + random.nextInt(12));
    List<Chunk> shuffled = new ArrayList<>(all(cut));
    if (random.nextBoolean()) {
      Collections.shuffle(shuffled, random);
    }
    try (TableChunks.Reader one = chunks.reader();
        TableChunks.Reader two = chunks.reader();
        TableChunks.Reader three = chunks.reader()) {
      List<TableChunks.Reader> readers = List.of(one, two, three);
      int workers = 1 + random.nextInt(readers.size());
      return shuffled.stream()
          .map(chunk -> load(readers.get(random.nextInt(workers)), chunk))
          .reduce(RowCounts.NONE, RowCounts::plus);
    }
  }

  static List<Chunk> all(Chunking cut) {
    return IntStream.rangeClosed(1, cut.count()).mapToObj(cut::chunk).toList();
  }
}

package dev.tilth.seed;

import dev.tilth.script.SqlStatement;
import dev.tilth.spi.Seeder;
import java.io.IOException;
import java.util.List;

/** A seeder that runs the statements of a script, one after the other, and does nothing else. */
public interface ScriptSeeder extends Seeder {

  /**
   * The statements, in their order. They are read at each call: a script may be large, and mostly
   * it has nothing to do.
   *
   * @throws IOException if the script cannot be read; the message is a sentence
   */
  List<SqlStatement> statements() throws IOException;
}

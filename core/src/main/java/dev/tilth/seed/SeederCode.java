package dev.tilth.seed;

import dev.tilth.data.LoadTerms;
import dev.tilth.database.WorkingConnections;
import java.sql.Connection;

/**
 * Runs a seeder in the transaction of its claim, and sees to it that nothing which its own SQL has
 * left in the session reaches anybody else.
 */
final class SeederCode {

  private final WorkingConnections connections;
  private final ContextFactory contexts;
  private boolean ended;

  SeederCode(SeedingWork work) {
    this.connections = work.connections();
    this.contexts = work.contexts();
  }

  /** What is written in a context. */
  interface Writing {
    WriteCounts in(TransactionContext context) throws Exception;
  }

  WriteCounts run(String seeder, LoadTerms terms, Connection connection, Writing writing)
      throws Exception {
    OpenTransaction transaction = new OpenTransaction(seeder, connection);
    TransactionContext context =
        contexts.context(terms, connection, transaction, connections.isNewSession(connection));
    try {
      WriteCounts counts = writing.in(context);
      if (context.ranSql()) {
        connections.resetThroughPooler(connection);
      }
      return counts;
    } finally {
      release(connection, transaction.use(), context.ranSql());
      ended = transaction.hasEnded();
    }
  }

  /**
   * What triggers of a load's tables leave in the session is trusted to be what DISCARD ALL undoes.
   */
  private void release(Connection connection, SessionUse use, boolean ranSql) {
    if (!use.end() || (ranSql && use.hasTrace())) {
      connections.discardOnReturn(connection);
    } else if (ranSql) {
      connections.foreignSqlRan(connection);
    }
  }

  /** Whether the seeder's own SQL ended the transaction: then there must be no other attempt. */
  boolean endedTransaction() {
    return ended;
  }
}

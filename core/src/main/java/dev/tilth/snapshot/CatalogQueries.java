package dev.tilth.snapshot;

import java.util.List;

/** Every query of a snapshot; an object's lines stand in this order. */
final class CatalogQueries {

  static final List<String> ALL =
      List.of(
          "select kind, name, null from object",
          ExtensionSql.EXTENSIONS,
          TypeSql.TYPES,
          SequenceSql.SEQUENCES,
          RelationSql.PROPERTIES,
          ColumnSql.COLUMNS,
          ConstraintSql.CONSTRAINTS,
          IndexSql.INDEXES,
          IndexSql.STATISTICS,
          RelationSql.VIEWS,
          RoutineSql.FUNCTIONS,
          RoutineSql.AGGREGATES,
          TriggerSql.TRIGGERS,
          TriggerSql.RULES,
          PolicySql.POLICIES,
          PolicySql.GRANTS,
          CommentSql.COMMENTS);

  private CatalogQueries() {}
}

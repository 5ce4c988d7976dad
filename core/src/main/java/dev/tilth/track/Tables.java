package dev.tilth.track;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.jooq.types.DayToSecond;

/** The tracker's tables and columns as jOOQ names them. */
final class Tables {

  static final Field<UUID> RUN_ID = field(name("run_id"), SQLDataType.UUID);
  static final Field<String> NAME = text("name");
  static final Field<String> ENVIRONMENT = text("environment");
  static final Field<String> OUTCOME = text("outcome");
  static final Field<String> ERROR = text("error");
  static final Field<Long> ROWS_INSERTED = field(name("rows_inserted"), SQLDataType.BIGINT);
  static final Field<Long> ROWS_UPDATED = field(name("rows_updated"), SQLDataType.BIGINT);
  static final Field<Long> ROWS_DELETED = field(name("rows_deleted"), SQLDataType.BIGINT);
  static final Field<Long> ROWS_UNCHANGED = field(name("rows_unchanged"), SQLDataType.BIGINT);
  static final Field<OffsetDateTime> STARTED_AT = instant("started_at");
  static final Field<OffsetDateTime> FINISHED_AT = instant("finished_at");
  static final Field<DayToSecond> DURATION =
      field(name("duration"), SQLDataType.INTERVALDAYTOSECOND);

  static final Field<String> MODE = text("mode");
  static final Field<Integer> VERSION = field(name("version"), SQLDataType.INTEGER);
  static final Field<String> CHECKSUM = text("checksum");
  static final Field<String> STATUS = text("status");
  static final Field<UUID> ATTEMPT_ID = field(name("attempt_id"), SQLDataType.UUID);

  static final Field<Long> CHUNK_SIZE = field(name("chunk_size"), SQLDataType.BIGINT);
  static final Field<Long> SOURCE_SIZE = field(name("source_size"), SQLDataType.BIGINT);

  static final Field<String> SEEDER = text("seeder");
  static final Field<String> SOURCE_CHECKSUM = text("source_checksum");
  static final Field<Integer> CHUNK = field(name("chunk"), SQLDataType.INTEGER);
  static final Field<OffsetDateTime> SUPERSEDED_AT = instant("superseded_at");

  static final Field<String> COMMAND = text("command");
  static final Field<String> TRIGGER = text("trigger");
  static final Field<String> ACTOR = text("actor");
  static final Field<String> HOST = text("host");
  static final Field<String> LAUNCHER = text("launcher");
  static final Field<String> TILTH_VERSION = text("tilth_version");
  static final Field<String> GIT_COMMIT = text("git_commit");
  static final Field<String> IMAGE_DIGEST = text("image_digest");
  static final Field<String> REASON = text("reason");
  static final Field<String> PLAN_HASH = text("plan_hash");
  static final Field<Boolean> LOCKED = field(name("locked"), SQLDataType.BOOLEAN);
  static final Field<Integer> BACKEND_PID = field(name("backend_pid"), SQLDataType.INTEGER);
  static final Field<Integer> MIGRATIONS = field(name("migrations"), SQLDataType.INTEGER);
  static final Field<Integer> SEEDERS = field(name("seeders"), SQLDataType.INTEGER);

  static final Field<Integer> POSITION = field(name("position"), SQLDataType.INTEGER);
  static final Field<String> KIND = text("kind");

  static final Field<String> SCRIPT = text("script");
  static final Field<Integer> SCRIPT_CHECKSUM = field(name("checksum"), SQLDataType.INTEGER);
  static final Field<String> TARGET = text("target");
  static final Field<String> STATE_BEFORE = text("state_before");

  static final Field<Integer> TRACKER_VERSION = field(name("tracker_version"), SQLDataType.INTEGER);
  static final Field<Integer> MIN_READER = field(name("min_reader"), SQLDataType.INTEGER);
  static final Field<Long> RELEASE = field(name("release"), SQLDataType.BIGINT);
  static final Field<Boolean> PROTECTED = field(name("protected"), SQLDataType.BOOLEAN);
  static final Field<String> CLAIMED_BY = text("claimed_by");
  static final Field<OffsetDateTime> CLAIMED_AT = instant("claimed_at");

  /** The server's time at the statement, not at the transaction's start. */
  static final Field<OffsetDateTime> NOW =
      field("clock_timestamp()", SQLDataType.TIMESTAMPWITHTIMEZONE);

  static final Field<OffsetDateTime> TRANSACTION_START =
      field("transaction_timestamp()", SQLDataType.TIMESTAMPWITHTIMEZONE);

  final Table<Record> database;
  final Table<Record> run;
  final Table<Record> step;
  final Table<Record> seed;
  final Table<Record> chunk;
  final Table<Record> journal;
  final Table<Record> superseded;

  /** For {@link Progress#of}. */
  final Field<String> progress;

  Tables(String schema) {
    database = table(name(schema, "database"));
    run = table(name(schema, "run"));
    step = table(name(schema, "step"));
    seed = table(name(schema, "seed"));
    chunk = table(name(schema, "seed_chunk"));
    progress = field(Progress.SQL.formatted(schema), SQLDataType.CLOB).as("progress");
    journal = table(name(schema, "journal"));
    superseded = table(name(schema, "seed_superseded"));
  }

  private static Field<String> text(String column) {
    return field(name(column), SQLDataType.CLOB);
  }

  private static Field<OffsetDateTime> instant(String column) {
    return field(name(column), SQLDataType.TIMESTAMPWITHTIMEZONE);
  }
}

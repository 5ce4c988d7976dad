package dev.tilth.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The command itself, which only has subcommands. */
@Command(
    name = "tilth",
    description = "Schema migrations and seed data for PostgreSQL, each applied exactly once.",
    synopsisSubcommandLabel = "COMMAND",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = TilthVersion.Provider.class,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Database: DATABASE_URL, DATABASE_SECRET (the JSON that Amazon RDS keeps in Secrets Manager)"
          + " or tilth.conf; with none of them, in environment dev, an embedded PostgreSQL kept"
          + " under .tilth/ of the working directory.",
      "Exit codes: 0 done or nothing to do, 1 failed, 2 changes pending (--exit-code), 3 refused by"
          + " policy, 4 another deployment runs, 5 incomplete, run again, 6 a person must decide,"
          + " 7 wrong environment, 8 database unreachable, 64 usage or configuration,"
          + " 143 stopped by SIGTERM."
    })
final class TilthCommand {}

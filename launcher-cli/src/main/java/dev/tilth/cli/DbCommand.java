package dev.tilth.cli;

import picocli.CommandLine.Command;

/** Only has subcommands. */
@Command(
    name = "db",
    synopsisSubcommandLabel = "COMMAND",
    description = "The embedded PostgreSQL for development, kept under .tilth/postgres.")
final class DbCommand {}

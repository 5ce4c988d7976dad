package dev.tilth.deploy;

import dev.tilth.database.Connections;

/**
 * The database of a run.
 *
 * @param connections how to reach it
 * @param display its address for people, without the password
 * @param local whether it is the embedded one or on a loopback address
 */
public record Target(Connections connections, String display, boolean local) {}

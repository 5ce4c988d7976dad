package dev.tilth.track;

import java.util.Optional;

/**
 * What a run is made for.
 *
 * @param command the word of the person who ran it
 * @param reason why, if a person said so
 * @param planHash of the plan that the run is held to, if to any
 */
public record Intent(String command, Optional<String> reason, Optional<String> planHash) {}

package dev.tilth.track;

import java.util.Optional;

/**
 * Who and what carries out a run, for the ledger.
 *
 * @param actor the person or role, such as a GitHub user
 * @param host the machine or task
 * @param launcher {@code cli}, {@code lambda} or the name of a service
 * @param tilthVersion of this library
 * @param commit the commit of the content, where known
 * @param image the digest of the container image, where known
 */
public record RunOrigin(
    String actor,
    String host,
    String launcher,
    String tilthVersion,
    Optional<String> commit,
    Optional<String> image) {}

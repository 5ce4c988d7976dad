/** Tests of the container image, on a Docker engine. */
@NullMarked
package dev.tilth.cli.container;

import org.jspecify.annotations.NullMarked;

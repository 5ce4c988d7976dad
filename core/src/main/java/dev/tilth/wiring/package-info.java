/**
 * Tilth for programs that are put together by Guice. Enters: settings. Leaves: bindings. The only
 * package that knows Guice, which is optional: everything can be built without it.
 */
@NullMarked
package dev.tilth.wiring;

import org.jspecify.annotations.NullMarked;

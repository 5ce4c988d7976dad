/**
 * The samples of {@code docs/}: content of another product. Enters: nothing of Tilth's own. Leaves:
 * migrations and seeders that {@link com.example.places.PlacesIT} deploys.
 */
@NullMarked
package com.example.places;

import org.jspecify.annotations.NullMarked;

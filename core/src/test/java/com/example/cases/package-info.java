/**
 * The samples of {@code docs/bulk-data.md}. Enters: nothing of Tilth's own. Leaves: seeders that
 * {@link com.example.cases.CasesIT} deploys.
 */
@NullMarked
package com.example.cases;

import org.jspecify.annotations.NullMarked;

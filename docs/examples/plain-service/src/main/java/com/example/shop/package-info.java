/**
 * A service that carries its own migrations and seeders. Enters: environment variables. Leaves:
 * HTTP answers. The database is authoritative; each request has a thread of its own.
 */
@NullMarked
package com.example.shop;

import org.jspecify.annotations.NullMarked;

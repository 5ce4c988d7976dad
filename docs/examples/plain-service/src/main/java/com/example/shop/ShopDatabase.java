package com.example.shop;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tilth.Tilth;
import java.time.Duration;
import javax.sql.DataSource;

/** The service's pool, and what the service expects of the database behind it. */
final class ShopDatabase {

  /** DEPLOY needs 3 of them for a while; then all are for requests. */
  private static final int CONNECTIONS = 5;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private ShopDatabase() {}

  /** Opens no connection yet: the database may be there only after the service. */
  static HikariDataSource pool(Configuration configuration) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("shop");
    pool.setJdbcUrl(configuration.jdbcUrl());
    pool.setUsername(configuration.user());
    pool.setPassword(configuration.password());
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setConnectionTimeout(LONGEST_WAIT.toMillis());
    pool.setInitializationFailTimeout(-1);
    return new HikariDataSource(pool);
  }

  static Tilth tilth(DataSource pool, String environment) {
    return Tilth.builder()
        .dataSource(pool)
        .environment(environment)
        .launcher("shop")
        .migrations(new ShopMigrations())
        .seeders(new ShopSeeders())
        .build();
  }
}

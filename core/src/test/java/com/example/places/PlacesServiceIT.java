package com.example.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.deploy.NotDeployedException;
import dev.tilth.deploy.StartMode;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The samples of docs/embedding.md. */
@PostgresTest
final class PlacesServiceIT {

  @Test
  void a_service_starts_and_is_ready_once_its_database_has_what_it_needs(TestDatabase given) {
    TestDatabase database = given.another();
    PlacesService service = new PlacesService(database.dataSource(), "dev");

    assertThat(service.health()).startsWith("503").contains("CountrySeeder (new)");
    assertThatThrownBy(() -> service.start(StartMode.VERIFY))
        .isInstanceOf(NotDeployedException.class);
    service.start(StartMode.DEPLOY);
    service.start(StartMode.VERIFY);
    service.start(StartMode.await(Duration.ofMinutes(5)));

    assertThat(new PlacesService(database.dataSource(), "dev").health()).isEqualTo("200");
    assertThat(database.column("SELECT trigger, launcher FROM tilth.run"))
        .containsExactly("startup|places");
  }

  @Test
  void replicas_are_started_while_the_task_deploys(TestDatabase given) throws Exception {
    TestDatabase database = given.another();
    Thread task =
        new Thread(() -> new PlacesService(database.dataSource(), "dev").start(StartMode.DEPLOY));
    task.start();

    new PlacesService(database.dataSource(), "dev").start(StartMode.await(Duration.ofMinutes(1)));

    task.join();
    assertThat(database.value("SELECT count(*) FROM tilth.run")).isEqualTo("1");
  }
}

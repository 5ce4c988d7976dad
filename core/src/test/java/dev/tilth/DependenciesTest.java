package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What a service gets that takes {@code tilth-core}; tests run in the directory of their module.
 */
final class DependenciesTest {

  /** No logging backend, no injector, no container, no generated type: each one needs a reason. */
  @Test
  void a_service_is_given_nothing_beyond_what_migrating_and_seeding_need() throws Exception {
    assertThat(givenToServices())
        .containsExactlyInAnyOrder(
            "com.fasterxml.jackson.core:jackson-core",
            "com.typesafe:config",
            "de.siegmar:fastcsv",
            "org.flywaydb:flyway-core",
            "org.flywaydb:flyway-database-postgresql",
            "org.jooq:jooq",
            "org.jspecify:jspecify",
            "org.postgresql:postgresql",
            "org.slf4j:slf4j-api");
  }

  private static List<String> givenToServices() throws Exception {
    Document pom =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of("pom.xml").toFile());
    NodeList dependencies = pom.getElementsByTagName("dependency");
    List<String> given = new ArrayList<>();
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element dependency = (Element) dependencies.item(i);
      String scope = text(dependency, "scope", "compile");
      boolean optional = text(dependency, "optional", "false").equals("true");
      if (!optional && (scope.equals("compile") || scope.equals("runtime"))) {
        given.add(text(dependency, "groupId", "") + ":" + text(dependency, "artifactId", ""));
      }
    }
    return given;
  }

  private static String text(Element parent, String name, String otherwise) {
    NodeList found = parent.getElementsByTagName(name);
    return found.getLength() == 0 ? otherwise : found.item(0).getTextContent().strip();
  }
}

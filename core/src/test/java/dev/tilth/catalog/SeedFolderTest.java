package dev.tilth.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tilth.spi.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SeedFolderTest {

  private final Path directory;

  SeedFolderTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void a_directory_is_its_own_files() throws IOException {
    write(directory, "db/seeds/");
    SeedFolder folder = SeedFolder.directory(directory.resolve("db/seeds"));

    assertThat(folder.files()).extracting(Resource::name).containsExactly("a.csv", "b.sql");
    assertThat(text(folder.files().getFirst())).isEqualTo("code");
  }

  @Test
  void a_directory_that_is_not_there_is_told() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> SeedFolder.directory(directory.resolve("nowhere")).files())
        .withMessage("There is no such directory.");
  }

  @Test
  void a_folder_of_the_class_path_is_found_in_directories_and_jars() throws IOException {
    write(directory.resolve("classes"), "db/seeds/");
    Path jar = jar(true);

    try (URLClassLoader loader = loader(directory.resolve("classes"), jar)) {
      ClasspathFolder folder = new ClasspathFolder("/db/seeds/", loader);
      assertThat(folder.name()).isEqualTo("classpath:db/seeds");
      assertThat(folder.files())
          .extracting(Resource::name)
          .containsExactly("a.csv", "b.sql", "c.csv", "d.csv");
      for (Resource file : folder.files()) {
        assertThat(text(file)).isEqualTo("code");
      }
    }
    assertThat(Files.deleteIfExists(jar)).isTrue();
  }

  @Test
  void a_jar_is_listed_alone_too() throws IOException {
    try (URLClassLoader loader = loader(jar(true))) {
      assertThat(new ClasspathFolder("db/seeds", loader).files())
          .extracting(Resource::name)
          .containsExactly("c.csv", "d.csv");
    }
  }

  @Test
  void a_folder_that_no_class_path_has_is_told() throws IOException {
    try (URLClassLoader loader = loader(jar(false))) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> new ClasspathFolder("db/seeds", loader).files())
          .withMessageContaining("needs an entry of its own");
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> new ClasspathFolder("db/other", loader).files());
    }
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> SeedFolder.classpath("/"));
  }

  /** Two files that count, a hidden one, and one in a folder below. */
  private static void write(Path root, String folder) throws IOException {
    Files.createDirectories(root.resolve(folder + "below"));
    for (String name : new String[] {"b.sql", "a.csv", ".hidden.csv", "below/x.csv"}) {
      Files.writeString(root.resolve(folder + name), "code");
    }
  }

  private Path jar(boolean withFolders) throws IOException {
    Path file = directory.resolve("content.jar");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      for (String name :
          new String[] {
            "db/",
            "db/seeds/",
            "db/seeds/d.csv",
            "db/seeds/c.csv",
            "db/seeds/below/x.csv",
            "db/seeds-other/y.csv",
            "db/seeds/.hidden.csv"
          }) {
        if (withFolders || !name.endsWith("/")) {
          jar.putNextEntry(new JarEntry(name));
          jar.write((name.endsWith("/") ? "" : "code").getBytes(StandardCharsets.UTF_8));
          jar.closeEntry();
        }
      }
    }
    return file;
  }

  private static URLClassLoader loader(Path... places) throws IOException {
    URL[] urls = new URL[places.length];
    for (int i = 0; i < places.length; i++) {
      urls[i] = places[i].toUri().toURL();
    }
    return new URLClassLoader(urls, null);
  }

  private static String text(Resource resource) throws IOException {
    try (InputStream stream = resource.open()) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

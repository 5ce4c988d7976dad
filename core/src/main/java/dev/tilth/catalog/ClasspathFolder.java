package dev.tilth.catalog;

import dev.tilth.spi.Resource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * On the class path. The class loader says where the folder lies, and that place alone is listed: a
 * directory as such, a jar by its table of contents.
 */
record ClasspathFolder(String folder, ClassLoader loader) implements SeedFolder {

  ClasspathFolder {
    folder = folder.replaceAll("^/+|/+$", "");
    if (folder.isBlank()) {
      throw new IllegalArgumentException("A folder of the class path needs a name.");
    }
  }

  @Override
  public String name() {
    return "classpath:" + folder;
  }

  @Override
  public List<Resource> files() throws IOException {
    List<URL> places = Collections.list(loader.getResources(folder));
    if (places.isEmpty()) {
      throw new FileNotFoundException(
          "There is no such folder on the class path. In a jar it needs an entry of its own, which"
              + " Maven and Gradle write.");
    }
    List<String> names = new ArrayList<>();
    for (URL place : places) {
      names.addAll(names(place));
    }
    return names.stream()
        .filter(name -> !name.startsWith("."))
        .sorted()
        .map(name -> Resource.of(name, () -> open(name)))
        .toList();
  }

  private static List<String> names(URL place) throws IOException {
    if (place.getProtocol().equals("file")) {
      return SeedFolder.directory(Path.of(URI.create(place.toString()))).files().stream()
          .map(Resource::name)
          .toList();
    }
    URLConnection connection = place.openConnection();
    connection.setUseCaches(false);
    if (connection instanceof JarURLConnection jar) {
      return names(jar);
    }
    throw new IOException(
        "The class path has it in a place that cannot be listed (%s). Use a directory."
            .formatted(place.getProtocol()));
  }

  private static List<String> names(JarURLConnection connection) throws IOException {
    String start = connection.getEntryName().replaceAll("/$", "") + "/";
    try (JarFile jar = connection.getJarFile()) {
      return jar.stream()
          .filter(entry -> !entry.isDirectory())
          .map(ZipEntry::getName)
          .filter(name -> name.startsWith(start) && name.indexOf('/', start.length()) < 0)
          .map(name -> name.substring(start.length()))
          .toList();
    }
  }

  private InputStream open(String name) throws IOException {
    InputStream stream = loader.getResourceAsStream(folder + "/" + name);
    if (stream == null) {
      throw new FileNotFoundException("It is not on the class path any more.");
    }
    return stream;
  }
}

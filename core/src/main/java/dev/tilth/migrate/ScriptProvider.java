package dev.tilth.migrate;

import java.io.Reader;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** Hands our scripts to Flyway, so that it searches neither the class path nor the file system. */
final class ScriptProvider implements ResourceProvider {

  private final Map<String, String> texts;

  ScriptProvider(Map<String, String> texts) {
    this.texts = texts;
  }

  @Override
  @SuppressWarnings("NullAway") // Flyway's contract: null where there is no such resource
  public @Nullable LoadableResource getResource(String name) {
    String text = texts.get(name);
    return text == null ? null : new Script(name, text);
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    List<String> endings = Arrays.asList(suffixes);
    return texts.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .filter(entry -> endings.stream().anyMatch(entry.getKey()::endsWith))
        .<LoadableResource>map(entry -> new Script(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static final class Script extends LoadableResource {

    private final String name;
    private final String text;

    Script(String name, String text) {
      this.name = name;
      this.text = text;
    }

    @Override
    public Reader read() {
      return new StringReader(text);
    }

    @Override
    public String getAbsolutePath() {
      return name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return name;
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return name;
    }
  }
}

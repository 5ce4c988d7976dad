package dev.tilth.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import dev.tilth.spi.DidYouMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds keys that no setting has, and says at the level of the slip what was probably meant. */
final class UnknownKeys {

  private final List<List<String>> known;
  private final Problems problems;

  UnknownKeys(Set<String> known, Problems problems) {
    this.known = known.stream().map(ConfigUtil::splitPath).toList();
    this.problems = problems;
  }

  void check(ConfigObject root) {
    check(List.of(), root);
  }

  private void check(List<String> prefix, ConfigObject object) {
    for (String name : new TreeSet<>(object.keySet())) {
      List<String> path = new ArrayList<>(prefix);
      path.add(name);
      ConfigValue value = object.getOrDefault(name, object);
      if (known.contains(path)) {
        continue;
      }
      Set<String> siblings = namesUnder(prefix);
      if (!siblings.contains(name)) {
        report(path, value, "There is no such setting." + DidYouMean.among(siblings, name));
      } else if (value instanceof ConfigObject inner) {
        check(path, inner);
      } else {
        report(path, value, "It must be an object { ... }.");
      }
    }
  }

  private Set<String> namesUnder(List<String> prefix) {
    Set<String> names = new TreeSet<>();
    for (List<String> path : known) {
      if (path.size() > prefix.size() && path.subList(0, prefix.size()).equals(prefix)) {
        names.add(path.get(prefix.size()));
      }
    }
    return names;
  }

  private void report(List<String> path, ConfigValue value, String reason) {
    problems.add(ConfigUtil.joinPath(path), value.origin().description(), reason);
  }
}

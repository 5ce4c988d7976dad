package dev.tilth.testing.embedded;

import java.util.Locale;

/**
 * Operating system and architecture, in the two spellings of the binaries: {@code linux-arm64v8} in
 * the artifact's name, {@code linux-arm_64} in the archive's.
 */
record Platform(String artifact, String archive) {

  static Platform current() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static Platform of(String osName, String osArch) {
    String system = system(osName.toLowerCase(Locale.ROOT));
    if (system.isEmpty()) {
      throw new UnsupportedPlatformException(osName, osArch);
    }
    return switch (osArch.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> new Platform(system + "-amd64", system + "-x86_64");
      case "aarch64", "arm64" -> new Platform(system + "-arm64v8", system + "-arm_64");
      default -> throw new UnsupportedPlatformException(osName, osArch);
    };
  }

  /** Name of the class path resource that holds the binaries. */
  String resource() {
    return "postgres-" + archive + ".txz";
  }

  private static String system(String name) {
    if (name.startsWith("linux")) {
      return "linux";
    }
    return name.startsWith("mac") || name.startsWith("darwin") ? "darwin" : "";
  }
}

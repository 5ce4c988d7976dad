package dev.tilth.cli.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An authority that nobody knows, a server at 127.0.0.1 that it vouches for, and another authority:
 * PEM files in a directory.
 */
record Authority(Path directory) {

  private static final String PASSWORD = "not-secret";
  private static final String STORE = "store.p12";
  private static final String SERVER = "server";

  static Authority in(Path directory) throws IOException, GeneralSecurityException {
    Authority authority = new Authority(directory);
    authority.pair("ca", "-ext", "bc:c");
    authority.pair("other", "-ext", "bc:c");
    authority.pair(SERVER, "-signer", "ca", "-ext", "san=ip:127.0.0.1");
    authority.key();
    return authority;
  }

  private void pair(String name, String... more) throws IOException {
    keytool(name, Stream.concat(Stream.of("-genkeypair", "-keyalg", "EC"), Stream.of(more)));
    Files.writeString(
        certificate(name),
        keytool(name, Stream.of("-exportcert", "-rfc")) + System.lineSeparator());
  }

  /** The tool has no option for it. */
  private void key() throws IOException, GeneralSecurityException {
    KeyStore store =
        KeyStore.getInstance(directory.resolve(STORE).toFile(), PASSWORD.toCharArray());
    Key key =
        Optional.ofNullable(store.getKey(SERVER, PASSWORD.toCharArray()))
            .orElseThrow(() -> new AssertionError("The store has no key of the server."));
    Files.writeString(
        serverKey(),
        """
        -----BEGIN PRIVATE KEY-----
        %s
        -----END PRIVATE KEY-----
        """
            .formatted(Base64.getMimeEncoder().encodeToString(key.getEncoded())));
    // PostgreSQL refuses a key that others may read.
    Files.setPosixFilePermissions(serverKey(), PosixFilePermissions.fromString("rw-------"));
  }

  private String keytool(String name, Stream<String> words) {
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String store = directory.resolve(STORE).toString();
    List<String> access = List.of("-keystore", store, "-storepass", PASSWORD, "-alias", name);
    List<String> subject = List.of("-dname", "CN=Tilth test " + name);
    List<String> all = Stream.concat(words, access.stream()).toList();
    boolean creates = all.contains("-genkeypair");
    return Command.of(
            Stream.of(List.of(tool), all, creates ? subject : List.<String>of())
                .flatMap(List::stream)
                .toList())
        .run()
        .text();
  }

  /** Of {@code ca}, {@code other} or {@code server}. */
  Path certificate(String name) {
    return directory.resolve(name + ".pem");
  }

  Path serverKey() {
    return directory.resolve("server.key");
  }
}

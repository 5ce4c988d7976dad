package dev.tilth.config;

/** Keys that more than one class names. */
final class Keys {

  static final String ENVIRONMENT = "tilth.environment";
  static final String TRIGGER = "tilth.trigger";
  static final String LOCK_WAIT = "tilth.lock-wait";
  static final String RUN_LOCK = "tilth.run.lock";
  static final String RUN_TIMEOUT = "tilth.run.timeout";
  static final String PARALLEL = "tilth.parallel";
  static final String DATABASE_URL = "tilth.database.url";
  static final String DATABASE_SECRET = "tilth.database.secret";
  static final String DATABASE_SECRET_ID = "tilth.database.secret-id";
  static final String DATABASE_SSL_MODE = "tilth.database.ssl-mode";
  static final String DATABASE_SSL_ROOT_CERT = "tilth.database.ssl-root-cert";
  static final String DATABASE_DIRECT_URL = "tilth.database.direct-url";
  static final String ACTOR = "tilth.run.actor";
  static final String COMMIT = "tilth.run.commit";
  static final String IMAGE = "tilth.run.image";
  static final String CONTENT_RELEASE = "tilth.content.release";
  static final String ENVIRONMENTS = "tilth.environments";

  private Keys() {}
}

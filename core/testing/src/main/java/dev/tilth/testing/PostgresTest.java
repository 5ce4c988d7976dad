package dev.tilth.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class that uses PostgreSQL. It gets a fresh database, which its constructor, its tests and
 * its lifecycle methods take as a parameter of type {@link TestDatabase}; nested classes share it.
 * After each test a connection that is still open to it fails the test.
 *
 * <p>Which server, see {@link TestServer}. A run that finds none fails; it does not skip.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PostgresExtension.class)
public @interface PostgresTest {

  /** Major version, such as 14; 0 takes the default server, whatever its version is. */
  int version() default 0;

  /** What the fresh database holds. Prepared once per server, then copied for each class. */
  Class<? extends DatabaseTemplate> template() default DatabaseTemplate.Empty.class;
}

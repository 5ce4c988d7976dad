package dev.tilth.seeders;

import static dev.tilth.migrations.schema.Tables.DEPARTMENTS;
import static dev.tilth.migrations.schema.Tables.ROLES;
import static dev.tilth.migrations.schema.Tables.USERS;

import dev.tilth.spi.SeedContext;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first administrators: {@link AdministratorSettings} says where they are configured.
 *
 * <ol>
 *   <li>Reads and checks all settings; a problem leaves everything as it was.
 *   <li>Inserts the administrators whose e-mail address no user has. A user who is there already is
 *       never changed: neither password nor role.
 * </ol>
 *
 * <p>Runs once. Settings are no part of a checksum, so an administrator who is configured later is
 * added by {@code tilth seed --force AdminSeeder}.
 */
final class AdminSeeder implements Seeder {

  static final String NAME = "AdminSeeder";

  private static final Logger LOG = LoggerFactory.getLogger(AdminSeeder.class);

  static final String ROLE = "admin";

  private static final SeederSpec SPEC =
      SeederSpec.once(NAME).after(RoleSeeder.NAME, DepartmentSeeder.NAME).tagged("access");

  @Override
  public SeederSpec spec() {
    return SPEC;
  }

  @Override
  public void seed(SeedContext context) {
    AdministratorSettings settings =
        new AdministratorSettings(context.settings(), context.environment());
    HashAlgorithm algorithm = settings.algorithm();
    for (Administrator administrator : missing(context.sql(), settings.administrators(algorithm))) {
      boolean inserted = insert(context.sql(), administrator, algorithm);
      if (inserted && administrator.isDefault()) {
        LOG.warn(
            "No administrator is configured. Created {} with the default password of environment"
                + " {}, which the documentation of {} states.",
            administrator.email(),
            context.environment(),
            NAME);
      }
    }
  }

  /** Those who are not users yet, in one order for all rivals: opposite orders deadlock. */
  private static List<Administrator> missing(DSLContext sql, List<Administrator> wanted) {
    Set<String> present =
        sql.select(USERS.EMAIL)
            .from(USERS)
            .where(USERS.EMAIL.in(wanted.stream().map(Administrator::email).toList()))
            .fetchSet(USERS.EMAIL);
    return wanted.stream()
        .filter(administrator -> !present.contains(administrator.email()))
        .sorted(Comparator.comparing(Administrator::email))
        .toList();
  }

  /** False when somebody else inserted the same user in between. */
  private static boolean insert(
      DSLContext sql, Administrator administrator, HashAlgorithm algorithm) {
    return sql.insertInto(USERS)
            .set(USERS.EMAIL, administrator.email())
            .set(USERS.FIRST_NAME, administrator.firstName())
            .set(USERS.LAST_NAME, administrator.lastName())
            .set(USERS.PASSWORD_HASH, administrator.credential().hashedWith(algorithm))
            .set(USERS.ROLE_ID, role(sql))
            .set(USERS.DEPARTMENT_ID, department(sql, administrator))
            .onConflict(USERS.EMAIL)
            .doNothing()
            .execute()
        == 1;
  }

  private static Long role(DSLContext sql) {
    return sql.select(ROLES.ID)
        .from(ROLES)
        .where(ROLES.CODE.eq(ROLE))
        .fetchOptional(ROLES.ID)
        .orElseThrow(() -> new MissingRoleException(ROLE, RoleSeeder.NAME));
  }

  private static @Nullable Long department(DSLContext sql, Administrator administrator) {
    String code = administrator.department();
    if (code == null) {
      return null;
    }
    return sql.select(DEPARTMENTS.ID)
        .from(DEPARTMENTS)
        .where(DEPARTMENTS.CODE.eq(code))
        .fetchOptional(DEPARTMENTS.ID)
        .orElseThrow(() ->
            new InvalidAdminSettingException(
                administrator.origin() + "." + AdminKeys.DEPARTMENT,
                "there is no department with the code '%s'".formatted(code),
                "Use a code of the table public.departments, or leave the setting out."));
  }
}

package io.github.immutable.pipeline;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where one secret comes from, and who is given it. Its value is in no pipeline file. Exactly one
 * of {@code env} and {@code file} is given.
 *
 * @param env a variable of the environment that the command runs in
 * @param file absolute, or relative to the project's root; one line end at its end does not count
 */
public record Secret(
    @Form(TextForm.VARIABLE_NAME)
        @Describe(value = "The environment variable that holds it.", example = "DB_PASSWORD")
        @Nullable String env,
    @Describe(
            value =
                "The file that holds it, absolute or relative to the project, read again before each"
                    + " act. A line end at its end does not count.",
            example = "/run/secrets/db_password")
        @Nullable String file,
    @Default("[terraform]")
        @Describe(
            value =
                "Who is given it: `terraform`, `packer`, `prepare`, `health`, `inventory`, `traffic`."
                    + " By environment, never as an argument.",
            example = "[terraform, health]")
        List<To> to) {

  /** Who may be given a secret. */
  public enum To {
    /** As {@code TF_VAR_NAME}. */
    TERRAFORM("TF_VAR_"),
    /** As {@code PKR_VAR_NAME}. What the template makes of it may be in the image. */
    PACKER("PKR_VAR_"),
    /** The build commands, as {@code SECRET_NAME}. */
    PREPARE("SECRET_"),
    /** The health command, as {@code SECRET_NAME}. */
    HEALTH("SECRET_"),
    /** The inventory, as {@code SECRET_NAME}. */
    INVENTORY("SECRET_"),
    /** The commands of the traffic driver, as {@code SECRET_NAME}. Its root is Terraform's. */
    TRAFFIC("SECRET_");

    private final String prefix;

    To(String prefix) {
      this.prefix = prefix;
    }

    /** The environment variable by which a secret of this name is handed over. */
    public String variable(String name) {
      return prefix + (prefix.equals("SECRET_") ? name.toUpperCase(Locale.ROOT) : name);
    }
  }
}

package io.github.immutable.tool;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What tools are given of this process's environment: what every program may need to run at all,
 * and what the pipeline names. Cloud credentials are not among the former.
 *
 * @param variables names and values
 */
public record Inherited(Map<String, String> variables) {
  /**
   * What every tool is given; a name with {@code *} at its end stands for all that begin so. {@code
   * docs/secrets.md} has the same list.
   */
  public static final List<String> ALWAYS =
      List.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "LANG",
          "LANGUAGE",
          "LC_*",
          "TZ",
          "TERM",
          "CI",
          "NO_COLOR",
          "TMPDIR",
          "XDG_*",
          "DBUS_SESSION_BUS_ADDRESS",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "CURL_CA_BUNDLE",
          "REQUESTS_CA_BUNDLE",
          "AWS_CA_BUNDLE",
          "NIX_SSL_CERT_FILE",
          "NODE_EXTRA_CA_CERTS",
          "GIT_SSL_CAINFO",
          "PIP_CERT",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "FTP_PROXY",
          "ALL_PROXY",
          "NO_PROXY",
          "http_proxy",
          "https_proxy",
          "ftp_proxy",
          "all_proxy",
          "no_proxy",
          "DOCKER_*",
          "CONTAINER*",
          "REGISTRY_AUTH_FILE",
          "SSH_AUTH_SOCK",
          "JAVA_HOME",
          "JAVA_TOOL_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "M2_HOME",
          "MAVEN_*",
          "ANSIBLE_*",
          "PACKER_*",
          "TF_*");

  /** What no tool is given, whoever asks for it: this tool sets it, or it would not be recorded. */
  public static final List<String> NEVER =
      List.of(
          "TF_VAR_*",
          "TF_CLI_ARGS*",
          "TF_WORKSPACE",
          "TF_DATA_DIR",
          "TF_INPUT",
          "TF_IN_AUTOMATION",
          "TF_LOG*",
          "PKR_VAR_*",
          "PACKER_LOG*");

  public Inherited {
    variables = Map.copyOf(variables);
  }

  /** With nothing that a pipeline names. */
  public static Inherited bare() {
    return of(System.getenv(), List.of());
  }

  /**
   * What is passed on of an environment.
   *
   * @param environment of this process
   * @param named by the pipeline, as in {@link #ALWAYS}
   */
  public static Inherited of(Map<String, String> environment, List<String> named) {
    Map<String, String> passed = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (!covers(NEVER, name) && (covers(ALWAYS, name) || covers(named, name))) {
            passed.put(name, value);
          }
        });
    return new Inherited(passed);
  }

  /** Whether a name is one of these. */
  public static boolean covers(List<String> names, String name) {
    return names.stream()
        .anyMatch(
            one ->
                one.endsWith("*")
                    ? name.startsWith(one.substring(0, one.length() - 1))
                    : name.equals(one));
  }

  /** Only the names: values may be secrets. */
  @Override
  public String toString() {
    return "Inherited" + variables.keySet();
  }
}

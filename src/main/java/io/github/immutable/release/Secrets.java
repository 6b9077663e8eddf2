package io.github.immutable.release;

import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.pipeline.Secret;
import io.github.immutable.tool.Inherited;
import io.github.immutable.tool.Redactor;
import io.github.immutable.tool.ToolCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pipeline's secrets. Nothing is remembered but what must be masked: each is read again when it
 * is needed, for what a file holds may have expired.
 *
 * @param root the project's folder, where relative files lie
 * @param environment of this process
 */
public record Secrets(
    Path root, Pipeline pipeline, Map<String, String> environment, Redactor redactor) {
  private static final Pattern SECRET_NAME =
      Pattern.compile("TOKEN|SECRET|PASSW|CREDENTIAL|PRIVATE|AUTH_CONFIG|_KEY$|_PAT$");
  private static final Pattern PASSWORD_IN_URL = Pattern.compile("://[^/:@\\s]*:([^/@\\s]+)@");

  /** A secret could not be had. */
  static final class MissingException extends Exception {
    MissingException(String message) {
      super(message);
    }
  }

  /** What tools are given of this process's environment. */
  public Inherited inherited() {
    return Inherited.of(environment, pipeline.environment());
  }

  /**
   * Has everything masked that can be had, and says what cannot be.
   *
   * @return a line for each secret that is too short
   */
  public List<String> learn() {
    List<String> notes = new ArrayList<>();
    learnInherited();
    pipeline
        .secrets()
        .forEach(
            (name, secret) -> {
              try {
                if (!redactor.learn(read(name, secret))) {
                  notes.add(
                      "secret "
                          + name
                          + " is not masked in output and logs: it has fewer than "
                          + Redactor.SHORTEST
                          + " characters");
                }
              } catch (MissingException e) {
                // whoever needs it says so
              }
            });
    return notes;
  }

  /** Names say what is a secret: {@code AWS_SECRET_ACCESS_KEY}, {@code PGPASSWORD}. */
  private void learnInherited() {
    environment.forEach(
        (name, value) -> {
          if (SECRET_NAME.matcher(name).find() && !value.startsWith("/")) {
            learnIfLong(value);
          }
          Matcher password = PASSWORD_IN_URL.matcher(value);
          while (password.find()) {
            learnIfLong(password.group(1));
          }
        });
  }

  /** A guess by a name must not mask every {@code true}. */
  private void learnIfLong(String value) {
    if (value.length() >= 2 * Redactor.SHORTEST) {
      redactor.learn(value);
    }
  }

  /**
   * Refuses what would fail later, or be recorded or baked, before anything is done.
   *
   * @param roles who will need theirs
   */
  public void check(Set<Secret.To> roles) throws ReleaseFailure {
    List<String> missing = new ArrayList<>();
    List<String> values = new ArrayList<>();
    pipeline
        .secrets()
        .forEach(
            (name, secret) -> {
              try {
                values.add(read(name, secret));
              } catch (MissingException e) {
                if (!Collections.disjoint(roles, secret.to())) {
                  missing.add(String.valueOf(e.getMessage()));
                }
              }
            });
    if (!missing.isEmpty()) {
      throw ReleaseFailure.SecretsUnusable.missing(pipeline.name(), missing);
    }
    for (Map.Entry<String, String> variable : pipeline.image().variables().entrySet()) {
      refuse("image.variables." + variable.getKey(), variable.getValue(), values);
    }
    for (Map.Entry<String, Object> variable : pipeline.servers().variables().entrySet()) {
      refuse("servers.variables." + variable.getKey(), variable.getValue(), values);
    }
  }

  private static void refuse(String place, Object value, List<String> secrets)
      throws ReleaseFailure {
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        refuse(place + "." + entry.getKey(), entry.getValue(), secrets);
      }
    } else if (value instanceof List<?> list) {
      for (Object element : list) {
        refuse(place, element, secrets);
      }
    } else {
      String text = String.valueOf(value);
      for (String secret : secrets) {
        boolean within = secret.length() >= 2 * Redactor.SHORTEST && text.contains(secret);
        // a short one is equal to many a number that is none
        boolean same = secret.length() >= Redactor.SHORTEST && text.equals(secret);
        if (!secret.isBlank() && (within || same)) {
          throw ReleaseFailure.SecretsUnusable.written(place);
        }
      }
    }
  }

  /** The environment variables by which secrets reach a tool of this role, read just now. */
  Map<String, String> variables(ToolCall.Role role) throws MissingException {
    Map<String, String> variables = new HashMap<>();
    for (Map.Entry<String, Secret> entry : pipeline.secrets().entrySet()) {
      for (Secret.To to : entry.getValue().to()) {
        if (to.name().equals(role.name())) {
          String value = read(entry.getKey(), entry.getValue());
          redactor.learn(value);
          variables.put(to.variable(entry.getKey()), value);
        }
      }
    }
    return variables;
  }

  private String read(String name, Secret secret) throws MissingException {
    if (secret.env() != null) {
      String value = environment.get(secret.env());
      if (value == null || value.isEmpty()) {
        throw new MissingException(
            name + ": the environment variable " + secret.env() + " is not set");
      }
      return value;
    }
    Path file = root.resolve(String.valueOf(secret.file()));
    try {
      String text = Files.readString(file);
      String value = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
      if (value.isEmpty() || value.indexOf('\0') >= 0) {
        throw new MissingException(
            name + ": the file " + file + (value.isEmpty() ? " is empty" : " is no text"));
      }
      return value.endsWith("\r") ? value.substring(0, value.length() - 1) : value;
    } catch (IOException e) {
      throw new MissingException(name + ": the file " + file + " cannot be read: " + reason(e));
    }
  }

  private static String reason(IOException e) {
    return e instanceof NoSuchFileException ? "there is none" : e.getClass().getSimpleName();
  }

  /** Only which pipeline's they are. */
  @Override
  public String toString() {
    return "Secrets[" + pipeline.name() + "]";
  }
}

package io.github.immutable.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How to get a tool here and elsewhere.
 *
 * @param system the one that this machine runs; empty when it is none of ours
 */
record Installation(Optional<Distribution> system) {
  private static final String HASHICORP = "https://developer.hashicorp.com/";

  /** Systems whose packages are known here. */
  enum Distribution {
    DEBIAN("Debian"),
    UBUNTU("Ubuntu"),
    FEDORA("Fedora"),
    MACOS("macOS");

    private final String label;

    Distribution(String label) {
      this.label = label;
    }
  }

  /** Of this machine. */
  static Installation here() {
    if (System.getProperty("os.name", "").startsWith("Mac")) {
      return new Installation(Optional.of(Distribution.MACOS));
    }
    return of(Path.of("/etc/os-release"));
  }

  /**
   * By a file as os-release(5) describes it; derived systems name their origin in {@code ID_LIKE}.
   */
  static Installation of(Path release) {
    String names = "";
    try {
      for (String key : List.of("ID=", "ID_LIKE=")) {
        for (String line : Files.readAllLines(release)) {
          names += line.startsWith(key) ? " " + line.substring(key.length()) : "";
        }
      }
    } catch (IOException e) {
      return new Installation(Optional.empty());
    }
    for (String name : names.replace("\"", "").toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
      for (Distribution system : Distribution.values()) {
        if (name.equals(system.name().toLowerCase(Locale.ROOT))) {
          return new Installation(Optional.of(system));
        }
      }
    }
    return new Installation(Optional.empty());
  }

  /** The command for this machine, or where to look. */
  String command(String tool) {
    return system
        .map(its -> command(its, tool))
        .orElse("install " + tool + " by this system's own means");
  }

  /** The other systems' commands, one a line. */
  List<String> elsewhere(String tool) {
    List<String> lines = new ArrayList<>();
    for (Distribution other : Distribution.values()) {
      if (!system.equals(Optional.of(other))) {
        lines.add(other.label + ": " + command(other, tool));
      }
    }
    return lines;
  }

  private static String command(Distribution system, String tool) {
    return switch (tool) {
      case "terraform" -> terraform(system);
      case "packer" -> packer(system);
      case "ansible" -> get(system, system == Distribution.MACOS ? "ansible" : "ansible-core");
      case "ssh" -> ssh(system);
      case "flock", "setsid" ->
          system == Distribution.MACOS
              ? "has no " + tool + "; use Linux, in a virtual machine for example"
              : get(system, "util-linux");
      default -> get(system, tool);
    };
  }

  private static String get(Distribution system, String name) {
    return switch (system) {
      case DEBIAN, UBUNTU -> "apt-get install " + name;
      case FEDORA -> "dnf install " + name;
      case MACOS -> "brew install " + name;
    };
  }

  private static String ssh(Distribution system) {
    return switch (system) {
      case DEBIAN, UBUNTU -> get(system, "openssh-client");
      case FEDORA -> get(system, "openssh-clients");
      case MACOS -> "has it; put /usr/bin on the PATH";
    };
  }

  /** No Debian and no Ubuntu has a package of it; the other two have one of OpenTofu. */
  private static String terraform(Distribution system) {
    return switch (system) {
      case DEBIAN, UBUNTU -> hashicorp("apt-get install terraform", "terraform");
      case FEDORA -> "dnf install opentofu";
      case MACOS -> "brew install opentofu";
    };
  }

  private static String packer(Distribution system) {
    return switch (system) {
      case DEBIAN, UBUNTU -> "apt-get install packer   # or as " + HASHICORP + "packer/install";
      case FEDORA -> hashicorp("dnf install packer", "packer");
      case MACOS -> "brew install hashicorp/tap/packer";
    };
  }

  private static String hashicorp(String command, String tool) {
    return command + "   # from HashiCorp: " + HASHICORP + tool + "/install";
  }
}

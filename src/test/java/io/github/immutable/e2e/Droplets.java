package io.github.immutable.e2e;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The containers behind the droplets and snapshots of a played DigitalOcean: a build's is reached
 * by SSH, a snapshot is a commit of it, and a server is a container of that commit.
 *
 * @param run what their names and labels begin with
 */
record Droplets(
    String run, String hostImage, Map<Integer, String> addresses, Set<Integer> snapshots) {

  Droplets(String run, String hostImage) {
    this(run, hostImage, new HashMap<>(), new HashSet<>());
  }

  void start(int droplet, int image) {
    boolean build = !snapshots.contains(image);
    String from = build ? hostImage : tag(image);
    List<String> runs =
        build ? List.of("/usr/sbin/sshd", "-D") : List.of("nginx", "-g", "daemon off;");
    List<String> words =
        new ArrayList<>(
            List.of(
                Shell.engine(),
                "run",
                "--detach",
                "--name",
                name(droplet),
                "--label=cloud.run=" + run,
                from));
    words.addAll(runs);
    Shell.run(Shell.BASE, words.toArray(String[]::new));
    String form = "{{.NetworkSettings.IPAddress}}";
    addresses.put(
        droplet,
        Shell.run(Shell.BASE, Shell.engine(), "inspect", "--format", form, name(droplet)).strip());
  }

  void snapshot(int droplet, int image) {
    Shell.run(Shell.BASE, Shell.engine(), "commit", "--quiet", name(droplet), tag(image));
    snapshots.add(image);
  }

  void remove(int droplet) {
    remove(name(droplet));
    addresses.remove(droplet);
  }

  private static void remove(String container) {
    Shell.run(Shell.BASE, Shell.engine(), "rm", "--force", "--volumes", "--time", "1", container);
  }

  String address(int droplet) {
    return addresses.getOrDefault(droplet, "");
  }

  /** Removes all of them, and the images. */
  void end() {
    List<String> left =
        Shell.lines(Shell.engine(), "ps", "--all", "--quiet", "--filter", "label=cloud.run=" + run);
    left.forEach(Droplets::remove);
    snapshots.forEach(image -> Shell.run(Shell.BASE, Shell.engine(), "rmi", "--force", tag(image)));
  }

  private String name(int droplet) {
    return run + "-" + droplet;
  }

  private String tag(int image) {
    return "localhost/" + run + ":" + image;
  }
}

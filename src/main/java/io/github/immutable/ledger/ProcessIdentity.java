package io.github.immutable.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process of this machine or another, so that it is not taken for one that got its number later.
 *
 * @param boot of the kernel it runs under; empty where that does not say
 * @param namespace in which its number counts: containers have their own
 * @param user who may see it
 * @param started in clock ticks since the boot, by {@code /proc/PID/stat}
 */
public record ProcessIdentity(String boot, String namespace, String user, long pid, long started) {
  private static final Path PROC = Path.of("/proc");
  private static final long NOT_KNOWN = -1;

  /**
   * After the name, which may contain anything: the state is the first field, the start the 20th.
   */
  private static final int STARTED = 19;

  /** This process. */
  public static ProcessIdentity ours() {
    long pid = ProcessHandle.current().pid();
    return new ProcessIdentity(bootHere(), namespaceHere(), userHere(), pid, start(pid));
  }

  /**
   * Whether it has certainly ended: it was one of this machine that this process would see. Nobody
   * who is elsewhere is ever said to be gone.
   */
  public boolean isGone() {
    boolean wouldBeSeen =
        !boot.isEmpty()
            && started != NOT_KNOWN
            && boot.equals(bootHere())
            && !namespace.isEmpty()
            && namespace.equals(namespaceHere())
            && (user.equals(userHere()) || userHere().equals("root"));
    return wouldBeSeen && start(pid) != started;
  }

  private static String bootHere() {
    try {
      return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static String namespaceHere() {
    try {
      return Files.readSymbolicLink(PROC.resolve("self/ns/pid")).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static String userHere() {
    return System.getProperty("user.name", "");
  }

  /** One that has ended and that nobody has waited for yet has no start any more. */
  private static long start(long pid) {
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      boolean ended = fields[0].equals("Z") || fields[0].equals("X");
      return ended ? NOT_KNOWN : Long.parseLong(fields[STARTED]);
    } catch (IOException e) {
      return NOT_KNOWN;
    }
  }
}

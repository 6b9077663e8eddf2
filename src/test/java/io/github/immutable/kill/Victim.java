package io.github.immutable.kill;

import io.github.immutable.release.ReleaseFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that does what is typed and stops at a point, there to be killed. It says where it has
 * stopped, or how it has ended: {@code here before ledger slots}, {@code exit 0}.
 */
final class Victim {
  private Victim() {}

  /** Arguments: an estate's folder, the number of the point or 0, and what is typed. */
  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments).subList(2, arguments.length);
    Gate[] gate = new Gate[1];
    gate[0] = new Gate(Integer.parseInt(arguments[1]), () -> await("here " + gate[0].here()));
    try (EstateSite site = new EstateSite(new Estate(Path.of(arguments[0])), gate[0])) {
      System.out.println("exit " + site.run(words).exitCode());
    } catch (ReleaseFailure e) {
      System.out.println("exit " + e.exitCode() + " " + e.getMessage());
    }
  }

  private static void await(String said) {
    System.out.println(said);
    System.out.flush();
    while (true) {
      LockSupport.park();
    }
  }
}

package io.github.immutable.kill;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.release.Halt;
import io.github.immutable.release.Outcome;
import io.github.immutable.release.ReleaseFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that does what is typed and waits at a point, there to be killed or stopped. It says
 * where it has stopped, or how it has ended: {@code here before ledger slots}, {@code exit 0} and
 * what it has come to.
 */
final class Victim {
  private Victim() {}

  /** Arguments: an estate's folder, the number of the point or 0, and what is typed. */
  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments).subList(2, arguments.length);
    Gate[] gate = new Gate[1];
    gate[0] = new Gate(Integer.parseInt(arguments[1]), () -> await("here " + gate[0].here()));
    try (EstateSite site = new EstateSite(new Estate(Path.of(arguments[0])), gate[0])) {
      Outcome outcome = site.run(words);
      System.out.println(
          "exit " + outcome.exitCode() + " " + outcome.toString().replaceAll("\\s+", " "));
    } catch (ReleaseFailure e) {
      System.out.println("exit " + e.exitCode() + " " + e.getMessage());
    } catch (Halt e) {
      System.out.println("halt " + e.why().getMessage());
    } catch (LedgerException e) {
      System.out.println("halt " + e.getMessage());
    }
  }

  /** Where nobody kills it, it goes on with the next line that it is given. */
  private static void await(String said) {
    System.out.println(said);
    System.out.flush();
    try {
      int unused = System.in.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

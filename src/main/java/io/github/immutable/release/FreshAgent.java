package io.github.immutable.release;

import io.github.immutable.pipeline.Traffic;
import io.github.immutable.servers.TerraformRoot;
import io.github.immutable.servers.TerraformState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * CI agents start afresh and forget what lies on their disk: the ledger and the states that say
 * which servers stand. What stands on this very machine is forgotten along with them, and so may be
 * recorded here; that is told by the users' way in.
 *
 * @param door the users' way in
 * @param ledger as the pipeline file has it
 * @param roots of Terraform: the servers', and the traffic's where it has one
 * @param strict with {@code CI=true}
 */
public record FreshAgent(URI door, String ledger, List<Path> roots, boolean strict) {

  public static FreshAgent of(Site site) {
    List<Path> roots = new ArrayList<>();
    roots.add(site.root().resolve(site.pipeline().servers().terraform()));
    Traffic.Terraform traffic = site.pipeline().traffic().terraform();
    if (traffic != null) {
      roots.add(site.root().resolve(traffic.root()));
    }
    return new FreshAgent(
        site.pipeline().traffic().frontDoor(), site.pipeline().ledger(), roots, site.strict());
  }

  /**
   * Refuses to record on this machine what stands elsewhere.
   *
   * @param allowed whether it was asked for
   */
  public void check(boolean allowed) throws ReleaseFailure {
    if (allowed || !strict || isHere(door)) {
      return;
    }
    List<String> forgotten = new ArrayList<>();
    if (ledger.equals("sqlite")) {
      forgotten.add("the ledger (`ledger: sqlite`)");
    }
    roots.stream()
        .filter(FreshAgent::statesAreHere)
        .forEach(root -> forgotten.add("Terraform's states (" + root + ")"));
    if (!forgotten.isEmpty()) {
      throw new ReleaseFailure.BadRequest(
          "with CI=true "
              + String.join(" and ", forgotten)
              + " would lie in .immutable/ on this agent, which forgets them, while "
              + door
              + " is elsewhere",
          "take `ledger: postgresql://…` and a Terraform backend, see docs/team.md; or keep"
              + " .immutable/ from run to run, and say --allow-local");
    }
  }

  private static boolean statesAreHere(Path root) {
    try {
      return TerraformState.isOnThisMachine(new TerraformRoot(root));
    } catch (IOException e) {
      return false; // the contract of the files, looked at next, says what is wrong with it
    }
  }

  /** A name that means nothing here is somewhere else. */
  private static boolean isHere(URI door) {
    try {
      InetAddress address = InetAddress.getByName(door.getHost());
      return address.isLoopbackAddress()
          || address.isAnyLocalAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (IOException e) {
      return false;
    }
  }
}

package io.github.immutable.release;

import java.nio.file.Path;
import java.util.List;

/** A machine and files that lack nothing, until told otherwise. */
final class FakePrerequisites implements Prerequisites {
  boolean ready = true;
  boolean offered = true;

  @Override
  public void machine(Site site, boolean building) throws ReleaseFailure {
    if (!ready) {
      throw new ReleaseFailure.NotReady("packer is not installed", "install it", List.of());
    }
  }

  @Override
  public void files(Site site, Path checkout) throws ReleaseFailure {
    if (!offered) {
      throw new ReleaseFailure.ContractBroken(
          "packer/web.pkr.hcl: no variable image_id", "add it", List.of());
    }
  }
}

package io.github.immutable.release;

import io.github.immutable.image.Image;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.SlotRecord;
import io.github.immutable.servers.CheckResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a release would only bring what is live already: the same version, made the same way. */
final class AlreadyLive {
  private final Site site;

  AlreadyLive(Site site) {
    this.site = site;
  }

  boolean is(ReleaseRecord wanted, String rootDigest, Map<String, Object> inputs)
      throws LedgerException, InterruptedException {
    Optional<SlotRecord> active = site.ledger().active(site.pipeline().name());
    if (active.isEmpty() || active.get().release() == null) {
      return false;
    }
    ReleaseRecord live = site.recorded(active.get().release());
    return same(live, wanted.commit(), wanted.image(), rootDigest, inputs)
        && new Production(site)
            .checks(active.get(), live).values().stream().allMatch(CheckResult::passed);
  }

  /** Whether a release would put the same image, root and inputs into the world. */
  static boolean same(
      ReleaseRecord live,
      String commit,
      @Nullable Image image,
      String rootDigest,
      Map<String, Object> inputs) {
    return live.commit().equals(commit)
        && image != null
        && image.equals(live.image())
        && rootDigest.equals(live.rootDigest())
        && comparable(inputs).equals(comparable(live.inputs()));
  }

  /** What differs from release to release of the same thing is left out. */
  private static Map<String, String> comparable(Map<String, Object> inputs) {
    Map<String, String> rest = new HashMap<>();
    inputs.forEach((key, value) -> rest.put(key, String.valueOf(value)));
    rest.remove("slot");
    rest.remove("release");
    return rest;
  }
}

package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.ReleaseRecord;
import io.github.immutable.ledger.SlotRecord;
import io.github.immutable.servers.CheckResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Whether a release would only bring what is live already: the same version, made the same way. */
final class AlreadyLive {
  private final Site site;

  AlreadyLive(Site site) {
    this.site = site;
  }

  boolean is(ReleaseRecord wanted, String rootDigest, Map<String, Object> inputs)
      throws LedgerException, InterruptedException {
    Optional<SlotRecord> active = site.ledger().active(site.pipeline().name());
    if (active.isEmpty() || active.get().release() == null || wanted.image() == null) {
      return false;
    }
    ReleaseRecord live = site.recorded(active.get().release());
    boolean same =
        live.commit().equals(wanted.commit())
            && wanted.image().equals(live.image())
            && rootDigest.equals(live.rootDigest())
            && comparable(inputs).equals(comparable(live.inputs()));
    return same
        && new Production(site)
            .checks(active.get(), live).values().stream().allMatch(CheckResult::passed);
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

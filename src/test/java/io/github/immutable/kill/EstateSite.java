package io.github.immutable.kill;

import io.github.immutable.ledger.Lease;
import io.github.immutable.ledger.LeaseHolder;
import io.github.immutable.ledger.Ledger;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.PostgresServer;
import io.github.immutable.pipeline.Health;
import io.github.immutable.pipeline.LedgerAddress;
import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.pipeline.Traffic;
import io.github.immutable.release.Abort;
import io.github.immutable.release.FencedTools;
import io.github.immutable.release.FencedTraffic;
import io.github.immutable.release.Outcome;
import io.github.immutable.release.Prerequisites;
import io.github.immutable.release.Progress;
import io.github.immutable.release.ReleaseFailure;
import io.github.immutable.release.Releases;
import io.github.immutable.release.Resume;
import io.github.immutable.release.RetireStandby;
import io.github.immutable.release.Rollback;
import io.github.immutable.release.Site;
import io.github.immutable.tool.Redactor;
import io.github.immutable.tool.SystemTime;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One process that comes to an estate to do something there, through the product's own classes. */
final class EstateSite implements AutoCloseable {
  static final String PIPELINE = "local";

  private final Gate gate;
  private final Lease.Terms terms;
  private final Estate estate;
  private final Ledger ledger;

  EstateSite(Estate estate, Gate gate) throws LedgerException {
    this(estate, gate, Lease.Terms.usual());
  }

  /** With a lease of other terms. */
  EstateSite(Estate estate, Gate gate, Lease.Terms terms) throws LedgerException {
    this.gate = gate;
    this.terms = terms;
    this.estate = estate;
    gate.pass("before opening the ledger");
    this.ledger = open(estate, gate);
    gate.pass("after opening the ledger");
  }

  /** In PostgreSQL where the estate says so. */
  private static Ledger open(Estate estate, Gate gate) throws LedgerException {
    Optional<String> address = estate.ledgerAddress();
    return address.isPresent()
        ? Ledger.open(LedgerAddress.of(address.get()), "web", PostgresServer.PASSWORD, gate)
        : Ledger.open(Site.home(estate.root()).resolve("ledger.db"), gate);
  }

  Ledger ledger() {
    return ledger;
  }

  /** As it is typed: {@code release v2}, {@code abort}. */
  Outcome run(List<String> words) throws ReleaseFailure, LedgerException, InterruptedException {
    gate.pass("before taking the hold");
    LeaseHolder us = LeaseHolder.here(words.getFirst(), Map.of(), Instant.now());
    try (Lease lease = ledger.take(PIPELINE, us, terms)) {
      gate.pass("after taking the hold");
      return run(words, site(lease));
    } catch (Lease.HeldException e) {
      throw new ReleaseFailure.Held(PIPELINE, e.holder());
    }
  }

  private static Outcome run(List<String> words, Site site)
      throws ReleaseFailure, LedgerException, InterruptedException {
    return switch (words.getFirst()) {
      case "release" ->
          new Releases(site)
              .release(new Releases.Request(words.getLast(), false, false, true, false, false));
      case "rollback" -> new Rollback(site).run(Optional.empty(), false, false);
      case "resume" -> new Resume(site).run();
      case "abort" -> new Abort(site).run();
      case "retire" -> new RetireStandby(site).run(false);
      default -> throw new IllegalArgumentException("no such command: " + words);
    };
  }

  private Site site(Lease lease) {
    return new Site(
        estate.root(),
        pipeline(estate.look()),
        ledger,
        new FencedTools(new EstateTools(gate, estate), lease),
        new FencedTraffic(new EstateTraffic(gate, estate), lease),
        new Silent(),
        new SystemTime(),
        "terraform",
        false,
        new Ready(),
        new Redactor());
  }

  private Pipeline pipeline(Estate.Things things) {
    Path root = estate.root();
    return new Pipeline(
        PIPELINE,
        root.resolve("pipelines/local.yml"),
        "web",
        true,
        new Pipeline.Image(
            List.of(),
            List.of("base-image"),
            List.of(),
            "image",
            List.of("image"),
            Map.of(
                "manifest",
                "${build.manifest}",
                "run",
                "${build.run}",
                "base_image",
                "${base.id}")),
        new Pipeline.Servers(
            "terraform",
            "inventory",
            2,
            null,
            Map.of(),
            Map.of(),
            Pipeline.Servers.State.SLOT,
            Map.of(),
            null,
            Map.of()),
        new Health(
            new Health.Http("/health", null, 0, Map.of("image", "${image.id}")),
            null,
            null,
            Health.Proof.ANSWER,
            Health.From.HERE,
            Duration.ofMillis(2),
            2,
            things.within(),
            Duration.ofSeconds(10)),
        new Traffic(
            new Traffic.Haproxy(
                true,
                URI.create("http://127.0.0.1:" + things.door + "/"),
                "web",
                null,
                null,
                null,
                null,
                32,
                new Traffic.Confirm(4, Duration.ofSeconds(20))),
            null,
            null),
        new Pipeline.Soak(Duration.ofMillis(12), 2),
        new Pipeline.Retire(Duration.ofMillis(100), Duration.ofMinutes(things.standbyMinutes)),
        "sqlite",
        Map.of(),
        List.of());
  }

  @Override
  public void close() {
    ledger.close();
  }

  private static final class Silent implements Progress {
    @Override
    public void begin(String stage, String detail) {}

    @Override
    public void busy(String what) {}

    @Override
    public void note(String line) {}

    @Override
    public void done(String summary) {}

    @Override
    public void failed(String summary) {}
  }

  private static final class Ready implements Prerequisites {
    @Override
    public void machine(Site site, boolean building) {}

    @Override
    public void files(Site site, Path checkout) {}
  }
}

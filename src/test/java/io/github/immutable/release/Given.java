package io.github.immutable.release;

import io.github.immutable.ledger.LedgerException;
import io.github.immutable.servers.Slot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the world is like, and what is then typed. */
final class Given {
  private final World world;

  Given(World world) {
    this.world = world;
  }

  World world() {
    return world;
  }

  /** These versions have been released, one after the other. */
  Given liveServers(String... versions) {
    for (String version : versions) {
      whenReleasing(version).thenExitCode(Outcome.DONE);
    }
    return this;
  }

  Given standby(Duration standby) {
    return with(its -> its.standby = standby);
  }

  Given servers(int count) {
    return with(its -> its.count = count);
  }

  Given candidateNeverHealthy() {
    return with(its -> its.within = Duration.ofMillis(100))
        .with(its -> its.platform.behave(candidates(), FakeServer.Behaviour.UNHEALTHY));
  }

  Given tool(String name) {
    return with(its -> its.tools.fail(name));
  }

  Given balancerRefuses(String act) {
    return with(its -> its.traffic.refuse(act));
  }

  Given killedAt(String step) {
    return with(its -> its.cut.at(step, Cut.How.KILL));
  }

  Given interruptedAt(String step) {
    return with(its -> its.cut.at(step, Cut.How.INTERRUPT));
  }

  /** Everything that was broken works again. */
  Given mended() {
    return with(
        its -> {
          its.tools.mend();
          its.traffic.mend();
          its.platform.mend();
          its.terraform.tamper = plan -> {};
          its.terraform.tamperOutput = servers -> {};
        });
  }

  Given with(Consumer<World> change) {
    change.accept(world);
    return this;
  }

  Then whenReleasing(String version) {
    return release(new Releases.Request(version, false, false, false, false, false));
  }

  Then whenReleasingAgain(String version) {
    return release(new Releases.Request(version, false, false, true, false, false));
  }

  Then whenReleasingKeepFailed(String version) {
    return release(new Releases.Request(version, false, false, false, true, false));
  }

  Then whenRebuilding(String version) {
    return release(new Releases.Request(version, false, true, false, false, false));
  }

  Then whenReleasingWorkingTree() {
    return release(new Releases.Request("", true, false, false, false, false));
  }

  Then whenReleasingDirty(String version) {
    return release(new Releases.Request(version, false, false, false, false, true));
  }

  Then whenBuilding(String version) {
    return run(
        site ->
            new Releases(site)
                .build(new Releases.Request(version, false, false, false, false, false)));
  }

  Then whenRollingBack() {
    return run(site -> new Rollback(site).run(Optional.empty(), false, false));
  }

  Then whenRollingBackTo(String name) {
    return run(site -> new Rollback(site).run(Optional.of(name), false, false));
  }

  Then whenRollingBackOnCurrentInfrastructure(String name) {
    return run(site -> new Rollback(site).run(Optional.of(name), false, true));
  }

  Then whenRollingBackKeepFailed() {
    return run(site -> new Rollback(site).run(Optional.empty(), true, false));
  }

  Then whenAborting() {
    world.restart();
    return whenAbortingHere();
  }

  /** In a process that may be cut as well. */
  Then whenAbortingHere() {
    return run(site -> new Abort(site).run());
  }

  Then whenResuming() {
    world.restart();
    return whenResumingHere();
  }

  /** In a process that may be cut as well. */
  Then whenResumingHere() {
    return run(site -> new Resume(site).run());
  }

  Then whenRetiring() {
    return run(site -> new RetireStandby(site).run(false));
  }

  Then whenRetiringNow() {
    return run(site -> new RetireStandby(site).run(true));
  }

  Then whenDestroying() {
    return run(site -> new Destroy(site).run());
  }

  Then whenSweeping() {
    return run(
        site -> {
          Sweep sweep = new Sweep(site);
          Sweep.Found found = sweep.look();
          found.leftAlone().forEach(site.progress()::note);
          return found.nothing() ? sweep.nothing(found) : sweep.remove(found);
        });
  }

  /** Without removing anything. */
  Then whenLookingForLeftovers() {
    return run(
        site -> {
          Sweep sweep = new Sweep(site);
          return sweep.shown(sweep.look());
        });
  }

  /** The ledger is lost, and with it nothing else. */
  Given ledgerLost() {
    return with(World::loseLedger);
  }

  Then whenRegisteringImages(String... versions) {
    return run(
        site -> {
          Registration registration = new Registration(site);
          return registration.register(registration.look(List.of(versions)));
        });
  }

  /** Without recording anything. */
  Then whenLookingForImages(String... versions) {
    return run(
        site -> {
          Registration registration = new Registration(site);
          return registration.shown(registration.look(List.of(versions)));
        });
  }

  ThenPlanned whenPlanning(String version) {
    return plan(new Releases.Request(version, false, false, false, false, false));
  }

  ThenPlanned whenPlanningAgain(String version) {
    return plan(new Releases.Request(version, false, false, true, false, false));
  }

  ThenPlanned whenPlanningRebuild(String version) {
    return plan(new Releases.Request(version, false, true, false, false, false));
  }

  ThenPlanned whenPlanningWorkingTree() {
    return plan(new Releases.Request("", true, false, false, false, false));
  }

  private ThenPlanned plan(Releases.Request request) {
    return ThenPlanned.of(world, request);
  }

  private Then release(Releases.Request request) {
    return run(site -> new Releases(site).release(request));
  }

  private interface Command {
    Outcome run(Site site) throws ReleaseFailure, LedgerException, InterruptedException;
  }

  /** Exit codes of what is thrown are those of the command line. */
  private Then run(Command command) {
    int calls = world.tools.count();
    @Nullable Outcome outcome = null;
    @Nullable Exception thrown = null;
    int exitCode = Then.KILLED;
    world.progress.said.clear();
    try {
      outcome = command.run(world.site());
      exitCode = outcome.exitCode();
    } catch (ReleaseFailure e) {
      thrown = e;
      exitCode = e.exitCode();
    } catch (LedgerException e) {
      thrown = e;
      exitCode = Outcome.OPERATOR_NEEDED;
    } catch (InterruptedException e) {
      thrown = e;
      exitCode = Outcome.INTERRUPTED;
    } catch (Cut.Killed e) {
      world.restart();
    }
    // the flag ends with the process that it was meant for
    boolean unused = Thread.interrupted();
    List<String> names = world.tools.names(calls);
    return new Then(world, exitCode, outcome, thrown, names);
  }

  private Slot candidate() {
    try {
      return world.ledger.active(World.PIPELINE).map(its -> its.slot().other()).orElse(Slot.BLUE);
    } catch (LedgerException e) {
      throw new IllegalStateException(e);
    }
  }

  private String candidates() {
    return world.workspace(candidate()) + ".*";
  }
}

package io.github.immutable.release;

import io.github.immutable.doctor.Finding;
import io.github.immutable.ledger.LedgerException;
import io.github.immutable.ledger.SlotRecord;
import io.github.immutable.servers.Slot;
import io.github.immutable.servers.TerraformRoot;
import io.github.immutable.servers.TerraformState;
import io.github.immutable.servers.Workspace;
import io.github.immutable.traffic.BalancerLook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the ledger says of the slots, held against Terraform's states and the balancer. */
final class DiagnosisStates {
  private static final String TRAFFIC = "traffic";
  private static final String STATES = "states";

  private final Site site;
  private final Opening opening;

  DiagnosisStates(Site site) {
    this.site = site;
    this.opening = new Opening(site);
  }

  List<Finding> findings(Optional<BalancerLook> balancer) {
    List<Finding> findings = new ArrayList<>();
    try {
      for (Slot slot : Slot.values()) {
        findings.add(state(slot));
      }
      findings.add(strangers());
      findings.add(traffic(balancer));
    } catch (LedgerException e) {
      findings.add(DiagnosisLedger.unusable(e));
    }
    return findings;
  }

  private Finding state(Slot slot) throws LedgerException {
    String pipeline = site.pipeline().name();
    String check = "slot " + slot;
    SlotRecord record = site.ledger().slot(pipeline, slot);
    boolean empty = record.state() == SlotRecord.State.EMPTY;
    String holds =
        record.state().label()
            + (empty ? "" : ", " + Words.count(record.servers().size(), "server"));
    if (site.pipeline().rootWords().shared()) {
      return Finding.ok(
          check, holds + "; its state is the other slot's too, and was not looked at");
    }
    if (hasBackend(record)) {
      return Finding.ok(check, holds + "; its state is kept by a backend, and was not looked at");
    }
    Path file = workspace(slot).state();
    if (!Files.exists(file)) {
      return empty
          ? Finding.ok(check, "empty")
          : Finding.warning(
              check,
              holds + ", and its state is gone: " + file,
              "restore that file; without it only the inventory can find the servers to remove");
    }
    OptionalInt resources = TerraformState.resources(file);
    if (resources.isEmpty()) {
      return unreadable(check, file);
    }
    if (empty && resources.getAsInt() > 0) {
      return leftInState(check, file, resources.getAsInt());
    }
    return Finding.ok(
        check,
        holds
            + (empty
                ? ""
                : "; " + Words.count(resources.getAsInt(), "resource") + " in its state"));
  }

  /** Files of this project's Terraform root, or of the release's, say where its state is. */
  private boolean hasBackend(SlotRecord record) {
    String maker = record.launchedBy();
    TerraformRoot root =
        maker == null
            ? new TerraformRoot(site.root().resolve(site.pipeline().servers().terraform()))
            : site.keptRoot(maker);
    try {
      return !TerraformState.isKeptHere(root);
    } catch (IOException e) {
      return false;
    }
  }

  private static Finding unreadable(String check, Path file) {
    Path backup = file.resolveSibling(file.getFileName() + ".backup");
    return Finding.problem(
        check,
        Outcome.OPERATOR_NEEDED,
        "its state cannot be read: " + file,
        TerraformState.resources(backup).isPresent()
            ? "cp " + backup + " " + file
            : "restore that file from a backup");
  }

  private Finding leftInState(String check, Path file, int resources) throws LedgerException {
    if (site.ledger().active(site.pipeline().name()).isEmpty()) {
      try {
        opening.refuseForgottenStates();
      } catch (ReleaseFailure e) {
        return Diagnosis.refused(check, e);
      }
    }
    return Finding.warning(
        check,
        "empty, and yet its state holds " + Words.count(resources, "resource"),
        "terraform show " + file);
  }

  private Finding traffic(Optional<BalancerLook> balancer) throws LedgerException {
    if (balancer.isEmpty()) {
      return Finding.notChecked(TRAFFIC, "the balancer comes first");
    }
    BalancerLook look = balancer.get();
    try {
      opening.refuseDisagreement(look.carries());
      String when = look.running() ? " has it" : " will have it when the balancer runs";
      return Finding.ok(
          TRAFFIC,
          look.carries()
              .map(slot -> "slot " + slot + when + ", and so says the ledger")
              .orElse("nobody has it yet, and so says the ledger"));
    } catch (ReleaseFailure e) {
      return Diagnosis.refused(TRAFFIC, e);
    }
  }

  /** A state is named after its pipeline, and pipelines are renamed and deleted. */
  private Finding strangers() {
    Path states = workspace(Slot.BLUE).states();
    if (!Files.isDirectory(states)) {
      return Finding.ok(STATES, "none of a pipeline that is no longer here");
    }
    try (Stream<Path> folders = Files.list(states)) {
      List<String> unknown = new ArrayList<>();
      Pattern ours = Pattern.compile(".+-(" + pipelines() + ")-(blue|green|traffic|shared)");
      for (Path folder : folders.sorted().toList()) {
        String name = folder.getFileName().toString();
        OptionalInt resources = TerraformState.resources(folder.resolve("terraform.tfstate"));
        if (!ours.matcher(name).matches() && resources.orElse(0) > 0) {
          unknown.add(name);
        }
      }
      return unknown.isEmpty()
          ? Finding.ok(STATES, "none of a pipeline that is no longer here")
          : Finding.warning(
              STATES,
              "of no pipeline that is here, and yet with resources: " + String.join(", ", unknown),
              "terraform show " + states.resolve(unknown.getFirst()).resolve("terraform.tfstate"));
    } catch (IOException e) {
      return Finding.warning(
          STATES, states + " cannot be read: " + e.getMessage(), "ls -l " + states);
    }
  }

  private String pipelines() throws IOException {
    try (Stream<Path> files = Files.list(site.root().resolve("pipelines"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yml"))
          .map(name -> Pattern.quote(name.substring(0, name.length() - ".yml".length())))
          .collect(Collectors.joining("|"));
    }
  }

  private Workspace workspace(Slot slot) {
    return site.workspace(slot);
  }
}

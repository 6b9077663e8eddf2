package io.github.immutable.release;

import io.github.immutable.contract.Breach;
import io.github.immutable.contract.Contract;
import io.github.immutable.doctor.Finding;
import io.github.immutable.tool.ToolException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether the user's files, as they lie there, offer what a release needs of them. */
record DiagnosisContract(Site site, Path logs) {
  private static final String CONTRACT = "contract";
  private static final String HAZARDS = "hazards";

  List<Finding> findings() throws InterruptedException {
    Contract contract = new Contract(site.pipeline(), site.root(), site.root());
    contract.sensitive().forEach(site.redactor()::learn);
    List<Finding> findings = new ArrayList<>();
    try {
      contract.check().forEach(its -> findings.add(finding(CONTRACT, its)));
      contract
          .validate(site.runner(), site.terraform(), logs)
          .forEach(its -> findings.add(finding(CONTRACT, its)));
    } catch (ToolException e) {
      findings.add(Finding.notChecked(CONTRACT, String.valueOf(e.getMessage())));
    }
    if (findings.isEmpty()) {
      findings.add(Finding.ok(CONTRACT, "template and Terraform root offer what a release needs"));
    }
    contract.hazards().forEach(its -> findings.add(finding(HAZARDS, its)));
    return findings;
  }

  private static Finding finding(String check, Breach breach) {
    return breach.stops()
        ? Finding.problem(check, Outcome.BAD_REQUEST, breach.toString(), breach.next())
            .with(breach.add())
        : Finding.warning(check, breach.toString(), breach.next()).with(breach.add());
  }
}

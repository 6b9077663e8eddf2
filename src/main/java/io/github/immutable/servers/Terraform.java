package io.github.immutable.servers;

import io.github.immutable.tool.ToolCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The exact command lines of Terraform or OpenTofu for one state, built apart from being run.
 *
 * @param executable {@code terraform} or {@code tofu}
 * @param logs where their output goes
 */
public record Terraform(String executable, TerraformRoot root, Workspace workspace, Path logs) {
  private static final Duration TIMEOUT = Duration.ofMinutes(30);
  private static final Duration LOCK_WAIT = Duration.ofMinutes(5);

  /** For one that still runs on another machine, where the lock of this machine says nothing. */
  private static final String STATE_LOCK_WAIT = "-lock-timeout=" + LOCK_WAIT.toSeconds() + "s";

  ToolCall init() {
    // with TF_WORKSPACE set, init fails as soon as some other workspace exists and this one does
    // not
    return call("init", List.of("init", "-input=false", "-no-color", "-reconfigure"), "");
  }

  ToolCall plan(Path variables, Path plan) {
    return call(
        "plan",
        List.of(
            "plan",
            "-input=false",
            "-json",
            "-detailed-exitcode",
            STATE_LOCK_WAIT,
            "-var-file=" + variables,
            "-out=" + plan));
  }

  ToolCall planRefresh(Path variables, Path plan) {
    return call(
        "refresh",
        List.of(
            "plan",
            "-refresh-only",
            "-input=false",
            "-json",
            "-detailed-exitcode",
            STATE_LOCK_WAIT,
            "-var-file=" + variables,
            "-out=" + plan));
  }

  ToolCall planDestroy(Path variables, Path plan) {
    return call(
        "plan-destroy",
        List.of(
            "plan",
            "-destroy",
            "-input=false",
            "-json",
            "-detailed-exitcode",
            STATE_LOCK_WAIT,
            "-var-file=" + variables,
            "-out=" + plan));
  }

  ToolCall show(Path plan) {
    return call("show", List.of("show", "-json", plan.toString())).keepingNothing();
  }

  ToolCall apply(Path plan) {
    return call(
        "apply", List.of("apply", "-input=false", "-json", STATE_LOCK_WAIT, plan.toString()));
  }

  ToolCall output() {
    return call("output", List.of("output", "-json")).keepingNothing();
  }

  private ToolCall call(String name, List<String> arguments) {
    return call(name, arguments, workspace.name());
  }

  private ToolCall call(String name, List<String> arguments, String selected) {
    List<String> command = new ArrayList<>(List.of(executable));
    command.addAll(arguments);
    return new ToolCall(
            "terraform-" + workspace.part() + "-" + name,
            workspace.lock().around(command, LOCK_WAIT),
            root.folder(),
            environment(selected),
            logs,
            TIMEOUT.plus(LOCK_WAIT))
        .as(ToolCall.Role.TERRAFORM);
  }

  /** {@code Inherited} keeps back what the caller's own environment says of these. */
  private Map<String, String> environment(String selected) {
    Map<String, String> environment = new HashMap<>();
    environment.put("TF_WORKSPACE", selected);
    environment.put("TF_DATA_DIR", workspace.data().toString());
    environment.put("TF_IN_AUTOMATION", "1");
    environment.put("TF_INPUT", "0");
    environment.put("CHECKPOINT_DISABLE", "1");
    return environment;
  }
}

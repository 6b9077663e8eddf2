package io.github.immutable.release;

import io.github.immutable.servers.SensitiveValues;
import io.github.immutable.tool.KeptLogs;
import io.github.immutable.tool.ToolCall;
import io.github.immutable.tool.ToolException;
import io.github.immutable.tool.ToolRun;
import io.github.immutable.tool.ToolRunner;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Hands secrets to the tools that the pipeline gives them to, and has masked what Terraform calls
 * sensitive as soon as Terraform tells it.
 */
public record SecretTools(ToolRunner runner, Secrets secrets) implements ToolRunner {
  private static final String LOGS = "*.{out,err,previous}";

  @Override
  public ToolRun run(ToolCall call, Consumer<String> line)
      throws ToolException, InterruptedException {
    ToolRun run = runner.run(call.with(variables(call)), line);
    if (call.role() == ToolCall.Role.TERRAFORM && call.unkept() && run.succeeded()) {
      learn(run);
    }
    return run;
  }

  private Map<String, String> variables(ToolCall call) throws ToolException {
    try {
      return secrets.variables(call.role());
    } catch (Secrets.MissingException e) {
      throw new ToolException(
          call.name() + " was not started, for it has no secret " + e.getMessage(),
          "set it, or correct secrets in " + secrets.pipeline().file(),
          null,
          List.of());
    }
  }

  /** What was printed before it was known is masked now. */
  private void learn(ToolRun run) throws ToolException {
    boolean any = false;
    for (String value : SensitiveValues.in(run.output())) {
      any |= secrets.redactor().learn(value);
    }
    if (any) {
      try {
        KeptLogs.redact(run.call().logs(), LOGS, secrets.redactor());
      } catch (IOException e) {
        throw new ToolException(
            "secrets could not be taken out of the logs in " + run.call().logs() + ": " + e,
            "free some space or mend the permissions of that folder",
            null,
            List.of());
      }
    }
  }
}

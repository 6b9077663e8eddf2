package io.github.immutable.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code immutable completion SHELL}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a script that completes what is typed, in bash or zsh.",
      "It knows commands, options, pipelines and tags. To have it always: source <(immutable completion bash) at the end of ~/.bashrc, or",
      "source <(immutable completion zsh) at the end of ~/.zshrc."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  immutable completion bash >/etc/bash_completion.d/immutable",
      "  immutable completion zsh"
    })
final class CompletionCommand implements Callable<Integer> {
  /** The shells that can be helped. */
  enum Shell {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell = Shell.BASH;

  @Override
  public Integer call() {
    spec.commandLine().getOut().println(CompletionScript.of(spec.root().commandLine(), shell));
    return 0;
  }
}

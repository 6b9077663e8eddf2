package io.github.immutable.pipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What decides which slot the requests go to: exactly one of the three is given. */
public record Traffic(
    @Describe(
            "An HAProxy that this tool starts and configures, or one of your own. Relative paths"
                + " begin at the project.")
        @Nullable Haproxy haproxy,
    @Describe(
            "A balancer of a cloud, switched by a Terraform root of its own:"
                + " [traffic](traffic.md#terraform).")
        @Nullable Terraform terraform,
    @Describe("Anything else, switched by a command of your own: [traffic](traffic.md#command).")
        @Nullable Command command) {

  /** Where the users' requests arrive. */
  public URI frontDoor() {
    return haproxy != null
        ? haproxy.frontDoor()
        : terraform != null ? terraform.frontDoor() : its(command).frontDoor();
  }

  /** When a switch counts as confirmed there. */
  public Confirm confirm() {
    return haproxy != null
        ? haproxy.confirm()
        : terraform != null ? terraform.confirm() : its(command).confirm();
  }

  /** Whether this tool runs the balancer. */
  public boolean managed() {
    return haproxy != null && haproxy.managed();
  }

  private static Command its(@Nullable Command command) {
    if (command == null) {
      throw new IllegalStateException("the loader refuses a pipeline without a traffic driver");
    }
    return command;
  }

  /**
   * An HAProxy: one that this tool starts ({@code managed}), or the user's own, whose socket, map
   * and state are then given. Its paths are absolute once loaded; the file's relative ones begin at
   * the project's root. Those that are null are null if managed; the master's socket may be null in
   * either case.
   */
  public record Haproxy(
      @Describe("Whether this tool runs the balancer.") boolean managed,
      @JsonProperty("front_door")
          @Describe(
              value =
                  "Where the users' requests arrive: `http` or `https`, with a host, without a"
                      + " password.",
              example = "\"http://127.0.0.1:8080/\"")
          URI frontDoor,
      @Default("${application}")
          @Form(TextForm.NAME)
          @Describe("What the backends are named after; the form is `application`'s.")
          String name,
      @Describe(
              value = "The admin socket of your own HAProxy. Required with `managed: false`.",
              example = "/run/haproxy/admin.sock")
          @Nullable Path socket,
      @JsonProperty("master_socket")
          @Describe(
              "The master's socket of your own HAProxy, through which workers that outlive a reload"
                  + " are told of a switch.")
          @Nullable Path masterSocket,
      @Describe("The map file that names the active slot. Required with `managed: false`.")
          @Nullable Path map,
      @Describe("The folder that keeps the servers' addresses. Required with `managed: false`.")
          @Nullable Path state,
      @Default("32")
          @Range(min = 1, max = 1000)
          @Describe("Servers that a slot has room for, 1 to 1000; at least `servers.count`.")
          int capacity,
      @Default("{}") @Describe("When a switch counts as confirmed at the front door.")
          Confirm confirm) {}

  /** A balancer that a Terraform root of the user's switches. */
  public record Terraform(
      @Form(TextForm.PROJECT_PATH)
          @Describe(
              value =
                  "The folder of the root; its state is a workspace of its own. It is given"
                      + " `project`, `pipeline`, `active`, `weights` and its variables, and has an"
                      + " output `active`.",
              example = "terraform/aws/traffic")
          String root,
      @JsonProperty("front_door")
          @Describe(
              value =
                  "Where the users' requests arrive: `http` or `https`, with a host, without a"
                      + " password.",
              example = "\"https://www.example.com/\"")
          URI frontDoor,
      @Describe(
              value =
                  "Addresses of the resources that a switch may create, import or update. A plan that"
                      + " changes any other, or that deletes or replaces one, is refused.",
              example = "[aws_lb_listener_rule.traffic]")
          List<String> changes,
      @Default("[]")
          @Form(TextForm.EXECUTABLE)
          @Describe(
              value =
                  "A command that prints what the balancer does now. Without one Terraform is"
                      + " asked, which takes longer, and servers are not seen as the balancer sees"
                      + " them.",
              example = "[terraform/aws/traffic/show]")
          List<String> show,
      @Default("{}")
          @Form(TextForm.NO_PLACEHOLDER)
          @Describe(
              "The root's own variables. Not `project`, `pipeline`, `active` and `weights`, which"
                  + " are always passed.")
          Map<String, Object> variables,
      @Default("false")
          @Describe("Whether the balancer loses no request at a switch; `doctor` says it.")
          boolean lossless,
      @Default("{}") @Describe("When a switch counts as confirmed at the front door.")
          Confirm confirm) {}

  /** A balancer that an executable of the user's switches. */
  public record Command(
      @Form(TextForm.EXECUTABLE)
          @Describe(
              value =
                  "The command, run in the project. `show`, `register SLOT FILE`, `switch SLOT`,"
                      + " `unregister SLOT` are added to it.",
              example = "[bin/traffic]")
          List<String> run,
      @JsonProperty("front_door")
          @Describe(
              value =
                  "Where the users' requests arrive: `http` or `https`, with a host, without a"
                      + " password.",
              example = "\"https://www.example.com/\"")
          URI frontDoor,
      @Default("1m") @Range(min = 1) @Describe("The time that each call has; longer than `0s`.")
          Duration timeout,
      @Default("false")
          @Describe("Whether the balancer loses no request at a switch; `doctor` says it.")
          boolean lossless,
      @Default("{}") @Describe("When a switch counts as confirmed at the front door.")
          Confirm confirm) {}

  /** When a switch counts as confirmed at the front door. */
  public record Confirm(
      @Default("20")
          @Range(min = 1)
          @Describe(
              "Answers in a row from the new slot, and none from the other, that confirm a switch;"
                  + " from 1.")
          int answers,
      @Default("10s") @Range(min = 1) @Describe("The time for that; longer than `0s`.")
          Duration within) {}
}

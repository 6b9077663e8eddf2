package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every tool of a release prints the secrets that it is given, in every form, on both streams; and
 * then fails, with them in its message.
 */
@Tag("waits")
class CanaryTest {
  @RegisterExtension static final Samples SAMPLES = new Samples();

  private static final String CANARY = "c4nary,\"of\" a <song> & 100% \\ 'more'";
  private static final String LINES =
      "-----BEGIN C4NARY-----\nMIIEowIBAAKCAQ+/c4\nzz,9==\n-----END C4NARY-----";

  /** Prints what it is given in all forms, and to Terraform what it alone calls sensitive. */
  private static final String TELL =
      """
      #!/usr/bin/python3
      import base64, hashlib, json, os, sys, urllib.parse
      names = "SECRET_CANARY SECRET_LINES TF_VAR_canary TF_VAR_lines PKR_VAR_canary PKR_VAR_lines"
      given = [os.environ[name] for name in names.split() if name in os.environ]
      assert len(given) == 2, "given %d secrets" % len(given)
      for out in (sys.stderr if sys.argv[1:] == ["err"] else sys.stdout), sys.stderr:
          for text in given:
              raw = text.encode()
              print("told", text, json.dumps(text), json.dumps(json.dumps(text)), file=out)
              print(urllib.parse.quote(text), urllib.parse.quote_plus(text), file=out)
              print(urllib.parse.quote(text, safe=""), file=out)
              for before in b"", b"u", b"us", b"usr:":
                  print(base64.b64encode(before + raw).decode(), file=out)
                  print(base64.urlsafe_b64encode(before + raw + b"x").decode(), file=out)
              if "TF_VAR_canary" in os.environ:
                  print(hashlib.sha256(raw).hexdigest(), file=out)
          out.flush()
      """;

  private final List<String> hits = new ArrayList<>();

  @Test
  void promise_8_secrets_are_in_no_output_no_file_and_no_process_list() throws Exception {
    Sample web = SAMPLES.project("canary");
    Path home = web.checkout.folder().resolve(".immutable");
    everybodyTells(web);
    try (Canaries canaries = new Canaries(List.of(CANARY, LINES, sha256(CANARY)))) {
      run(web, canaries, 0, "release", "c1");
      Answer verbose = run(web, canaries, 0, "release", "c1", "--again", "-v");
      assertThat(verbose.err()).contains("| told ***", "! told ***");
      String image = web.newest().at("/release/image/artifacts/0/id").asText();
      assertThat(told(home)).as("logs in which a tool has told").hasSizeGreaterThan(10);
      hits.addAll(canaries.below(home));

      fails(web, canaries, home, 10, "terraform/container/main.tf", "exit 0", "exit 1");
      // the live servers fail it, too
      fails(web, canaries, home, 20, "canary/health", "exit 0", "exit 1");
      web.checkout
          .edit("ansible/roles/web/tasks/main.yml", "^- name: Install nginx", FAILING_TASK)
          .version("c2", "A task that tells, and fails");
      run(web, canaries, 10, "release", "c2", "--output", "json", "--verbose");

      for (String verb : List.of("status", "history", "images", "doctor")) {
        run(web, canaries, 0, verb);
        run(web, canaries, 0, verb, "--output", "json");
      }
      run(web, canaries, 0, "show", "local-1", "--output", "json");
      run(web, canaries, 0, "plan", "c1", "--output", "json");
      run(web, canaries, 0, "retire");
      run(web, canaries, 0, "destroy", "--yes");
      hits.addAll(canaries.below(home));
      hits.addAll(canaries.inProcesses());
      Shell.run(web.checkout.folder(), Shell.engine(), "rmi", "--force", image);

      System.out.println("canaries: " + canaries.counts() + ", " + hits.size() + " hits");
      assertThat(hits).isEmpty();
      assertThat(Canaries.open(home.resolve("releases"))).isEmpty();
      assertThat(Canaries.open(home.resolve("terraform/states"))).isEmpty();
    }
  }

  private static final String FAILING_TASK =
      """
      - name: Tell and fail
        ansible.builtin.fail:
          msg: "{{ lookup('env', 'PKR_VAR_canary') }} {{ lookup('env', 'PKR_VAR_lines') }}"

      - name: Install nginx""";

  /** Breaks something, sees a release fail by it, and mends it. */
  private void fails(
      Sample web, Canaries canaries, Path home, int exitCode, String file, String good, String bad)
      throws IOException {
    web.checkout.edit(file, good, bad);
    run(web, canaries, exitCode, "release", "c1", "--again", "-v");
    hits.addAll(canaries.below(home));
    web.checkout.edit(file, bad, good);
  }

  private Answer run(Sample web, Canaries canaries, int exitCode, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(web.command.scratch().resolve("with-canary").toString());
    command.addAll(List.of(arguments));
    Answer answer = web.command.begin(command, List.of(arguments)).await().exits(exitCode);
    String verb = String.join(" ", arguments);
    hits.addAll(canaries.in(answer.out(), "standard output of " + verb));
    hits.addAll(canaries.in(answer.err(), "standard error of " + verb));
    return answer;
  }

  private static List<Path> told(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve("releases"))) {
      return files.filter(Files::isRegularFile).filter(CanaryTest::hasTold).toList();
    }
  }

  private static boolean hasTold(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains("told ***");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void everybodyTells(Sample web) throws IOException {
    Path scratch = web.command.scratch();
    Path project = web.checkout.folder();
    Files.writeString(scratch.resolve("canary"), CANARY);
    Files.writeString(scratch.resolve("lines"), LINES + "\n");
    executable(
        scratch.resolve("with-canary"),
        """
        #!/bin/sh
        CANARY="$(cat '%s')"
        export CANARY
        exec '%s' "$@"
        """
            .formatted(scratch.resolve("canary"), CommandLine.LAUNCHER));
    Files.createDirectory(project.resolve("canary"));
    executable(project.resolve("canary/tell"), TELL);
    executable(
        project.resolve("canary/health"),
        "#!/bin/sh\ncanary/tell\nprintf '%s\\n' \"$SECRET_CANARY\" >&2\nexit 0\n");
    executable(
        project.resolve("canary/inventory"),
        "#!/bin/sh\ncanary/tell err\nexec terraform/container/inventory \"$@\"\n");
    executable(project.resolve("terraform/container/tell"), TELL);
    append(
        project.resolve("terraform/container/main.tf"),
        """

        variable "canary" { type = string }
        variable "lines" { type = string }

        output "derived" {
          value     = sha256(var.canary)
          sensitive = true
        }

        resource "terraform_data" "tell" {
          triggers_replace = [var.release]
          provisioner "local-exec" {
            command = "./tell && exit 0"
          }
        }
        """);
    append(
        project.resolve("packer/container/web.pkr.hcl"),
        """

        variable "canary" {
          type    = string
          default = ""
        }

        variable "lines" {
          type    = string
          default = ""
        }
        """);
    append(
        project.resolve("pipelines/local.yml"),
        """

        secrets:
          canary: { env: CANARY, to: [terraform, packer, prepare, health, inventory] }
          lines: { file: %s, to: [terraform, packer, prepare, health, inventory] }
        """
            .formatted(scratch.resolve("lines")));
    web.checkout
        .edit("pipelines/local.yml", "^image:$", "image:\n  prepare: [[canary/tell]]")
        .edit("pipelines/local.yml", "inputs: \\[", "inputs: [canary, ")
        .edit("pipelines/local.yml", "inventory: \\S+", "inventory: canary/inventory")
        .edit("pipelines/local.yml", "^health:$", "health:\n  command: { run: [canary/health] }")
        .edit("pipelines/local.yml", "within: 5s", "within: 20s")
        .edit("pipelines/local.yml", "timeout: 2s", "timeout: 10s")
        .edit(
            "packer/container/web.pkr.hcl",
            "^  provisioner \"ansible\"",
            """
              provisioner "shell-local" {
                command = "\\${path.root}/../../canary/tell"
              }

              provisioner "ansible\"""")
        .edit(
            "ansible/roles/web/tasks/main.yml",
            "^- name: Install nginx",
            """
            - name: Tell
              ansible.builtin.debug:
                msg: "told {{ lookup('env', 'PKR_VAR_canary') }} {{ lookup('env', 'PKR_VAR_lines') }}"

            - name: Install nginx""")
        .version("c1", "Everybody tells");
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, Files.readString(file) + text);
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String sha256(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }
}

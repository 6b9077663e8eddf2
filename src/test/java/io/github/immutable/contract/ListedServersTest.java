package io.github.immutable.contract;

import static io.github.immutable.contract.UserFiles.PIPELINE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The output with the servers, as far as its files show what is in it. */
class ListedServersTest {
  private static final String MAIN = "infra/main.tf";
  private static final String OTHERS =
      """
      variable "project" {}
      variable "pipeline" {}
      variable "slot" {}
      variable "release" {}
      variable "image" {}
      variable "servers" {}
      variable "ports" { default = [] }
      locals {
        bare = [for number in range(var.servers) : { id = number, private_ip = "10.0.0.1" }]
        again = local.bare
        endless = local.endless
      }
      resource "aws_instance" "web" {
        count = var.servers
        ami   = var.image
      }
      resource "aws_instance" "one" {}
      """;

  @TempDir Path folder;
  private UserFiles files;

  @BeforeEach
  void a_root_of_its_own() {
    files =
        UserFiles.in(folder)
            .replaced(PIPELINE, "terraform: terraform/container", "terraform: infra")
            .replaced(PIPELINE, "  variables:\n    first_port: 21000", "  outputs: {}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          local.bare | lists servers without `name`, `address`, `port`, but with `id`, `private_ip`
          local.again | lists servers without `name`, `address`, `port`, but with `id`, `private_ip`
          [for s in aws_instance.web : { name = s.id, address = s.private_ip }] | lists servers without `port`, but with `name`, `address`
          [{ name = "a", port = 80 }] | lists servers without `address`, but with `name`, `port`
          ["10.0.0.1"] | lists texts, and not each server's name, address and port
          [for n in var.ports : "10.0.0.${n}"] | lists texts, and not each server's name, address and port
          aws_instance.web | lists servers without `address`, `port`
          aws_instance.one | is an object and not a list of servers
          { name = "a" } | is an object and not a list of servers
          { for s in aws_instance.web : s.id => { name = s.id } } | is an object and not a list of servers
          "10.0.0.1" | is one text and not a list of servers
          "10.0.0.${var.slot}" | is one text and not a list of servers
          """)
  void an_output_that_does_not_say_where_servers_answer_is_one_message(String value, String what) {
    returns(value);

    Breach breach = files.onlyBreach();
    assertThat(breach)
        .hasToString(
            MAIN
                + ":"
                + files.line(MAIN, "value = ")
                + ": the output `servers` "
                + what
                + ", so nothing tells where they answer");
    assertThat(breach.stops()).isTrue();
    assertThat(breach.next()).contains("servers.outputs in " + PIPELINE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[for s in aws_instance.web : { name = s.id, address = s.private_ip, port = 80 }]",
        "[for s in aws_instance.web : { name = s.id, address = s.private_ip, port = 80 } if s.id != 1]",
        "[for s in aws_instance.web : s]",
        "[for s in aws_instance.web : merge(s, { address = s.private_ip, port = 80 })]",
        "[for n in range(3) : n > 1 ? { name = \"x\" } : { address = \"y\" }]",
        "[for n in range(3) : [{ name = \"x\" }]][0]",
        "concat([{ name = \"x\" }], [])",
        "module.web.servers",
        "aws_instance.web[*].private_ip",
        "local.endless",
        "local.nowhere",
        "[]"
      })
  void what_only_terraform_can_tell_is_not_judged(String value) {
    returns(value);

    assertThat(files.breaches()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          address: private_ip, port: "80" | local.bare |
          port: "80" | [for n in var.ports : "10.0.0.${n}"] |
          address: private_ip, port: "80" | aws_instance.web |
          address: private_ip | local.bare | lists servers without `port`, but with `id`, `private_ip`
          address: public_ip, port: "80" | local.bare | lists servers without `public_ip`, but with `id`, `private_ip`
          address: private_ip | [for n in var.ports : "10.0.0.${n}"] | lists servers without `port`
          port: "80" | aws_instance.web | lists servers without `address`
          """)
  void the_words_of_the_pipeline_file_count(String outputs, String value, String what) {
    files.replaced(PIPELINE, "outputs: {}", "outputs: { " + outputs + " }");
    returns(value);

    assertThat(files.breaches().stream().map(Breach::message).toList())
        .isEqualTo(
            what == null
                ? List.of()
                : List.of("the output `servers` " + what + ", so nothing tells where they answer"));
  }

  @Test
  void in_a_shared_state_each_slot_has_an_output_of_its_own() {
    files.replaced(
        PIPELINE,
        "outputs: {}",
        """
        state: shared
          addresses: { blue: [aws_instance.web], green: [aws_instance.one] }
          names: { image: "${slot}_image", servers: "${slot}_servers" }
          outputs: { servers: "${slot}_ips", port: "80" }""");
    files.written(
        MAIN,
        OTHERS
            + """
            variable "blue_image" {}
            variable "green_image" {}
            variable "blue_servers" {}
            variable "green_servers" {}
            output "blue_ips" { value = ["${var.blue_image}"] }
            output "green_ips" { value = "10.0.0.${var.green_servers}" }
            """);

    assertThat(files.breaches())
        .extracting(Breach::message)
        .contains(
            "the output `green_ips` is one text and not a list of servers, so nothing tells where"
                + " they answer")
        .noneMatch(message -> message.contains("blue_ips"));
  }

  private void returns(String value) {
    files.written(MAIN, OTHERS + "output \"servers\" {\n  value = " + value + "\n}\n");
  }
}

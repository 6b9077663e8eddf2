package io.github.immutable.contract;

import static io.github.immutable.contract.UserFiles.MAIN;
import static io.github.immutable.contract.UserFiles.TEMPLATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Valid HCL that hcl4j reads, valid HCL that it does not, and HCL that is not valid. */
class HclSyntaxTest {
  private static final Path RESOURCES = Path.of("src/test/resources/contract");
  private static final String MORE = "terraform/container/more.tf";

  @TempDir Path folder;
  private UserFiles files;

  static List<Path> read() throws Exception {
    return resources("read");
  }

  static List<Path> unread() throws Exception {
    return resources("unread");
  }

  @BeforeEach
  void take_the_reference_files() {
    files = UserFiles.in(folder);
  }

  @ParameterizedTest
  @MethodSource("read")
  void valid_hcl_is_read_to_its_end(Path file) throws Exception {
    files.written(MORE, Files.readString(file));

    assertThat(files.validated()).isEmpty();
    assertThat(files.breaches()).isEmpty();
    assertThat(HclFile.read(MORE, files.read(MORE)).blocks())
        .last()
        .satisfies(
            last -> {
              assertThat(last.is("variable", "last")).isTrue();
              assertThat(last.line()).isEqualTo(files.line(MORE, "\"last\""));
              assertThat(last.attribute("default")).isPresent();
            });
  }

  @ParameterizedTest
  @MethodSource("unread")
  void valid_hcl_that_hcl4j_cannot_read_is_a_warning_and_terraform_accepts_it(Path file)
      throws Exception {
    files.written(MORE, Files.readString(file));

    Breach breach = files.onlyBreach();
    assertThat(breach.kind()).isEqualTo(Breach.Kind.UNREAD);
    assertThat(breach.file()).isEqualTo(MORE);
    assertThat(breach.line()).isPositive();
    assertThat(breach.message()).startsWith("this file could not be read in advance: ");
    assertThat(breach.next()).contains("terraform validate");
    assertThat(files.validated()).isEmpty();
  }

  @Test
  void what_may_be_in_an_unread_file_is_not_missing() {
    files
        .written(MORE, "output /* of this */ \"servers\" {\n  value = local.servers\n}\n")
        .replaced(MAIN, "output \"servers\" {", "output \"others\" {");

    assertThat(files.onlyBreach().stops()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "variable \"a\" {\n  default = 1\n",
        "variable \"a\" {\n  default = 1\nlocals {\n  b = 1\n}\n"
      })
  void a_file_that_ends_inside_a_block_is_not_taken_for_read(String text) {
    files.written(MORE, text);

    assertThat(files.onlyBreach().kind()).isEqualTo(Breach.Kind.UNREAD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          more.tf:1      | Unclosed configuration block         | 'variable "a" {\\n  type = string\\n'
          more.tf:2      | Argument or block definition required | 'variable "a" {\\n  type == string\\n}\\n'
          more.tf:2      | Argument or block definition required | 'variable "a" {}\\n}\\n'
          more.tf:2      | Did you mean "slot"?                  | 'output "a" {\\n  value = var.slott\\n}\\n'
          more.tf:2      | Duplicate variable declaration        | 'variable "a" {}\\nvariable "a" {}\\n'
          more.tf:2      | not expected here                     | 'resource "terraform_data" "a" {\\n  inputt = 1\\n}\\n'
          """)
  void wrong_hcl_is_refused_in_terraforms_words(String place, String reason, String text)
      throws Exception {
    files.written(MORE, text.replace("\\n", "\n"));

    assertThat(files.validated())
        .filteredOn(breach -> breach.message().contains(reason))
        .singleElement()
        .satisfies(
            breach -> {
              assertThat(breach.stops()).isTrue();
              assertThat(breach.message()).startsWith("Terraform rejects it: ");
              assertThat(breach.place()).isEqualTo("terraform/container/" + place);
            });
  }

  @Test
  void a_wrong_template_is_refused_in_packers_words() throws Exception {
    files.replaced(TEMPLATE, "build {", "build {{");

    assertThat(files.validated())
        .singleElement()
        .satisfies(
            breach -> {
              assertThat(breach.stops()).isTrue();
              assertThat(breach.place())
                  .isEqualTo(TEMPLATE + ":" + files.line(TEMPLATE, "build {{"));
              assertThat(breach.message()).startsWith("Packer rejects it: ");
            });
  }

  @Test
  void carriage_returns_and_a_byte_order_mark_change_nothing() {
    for (String file : List.of(TEMPLATE, MAIN, UserFiles.VARIABLES)) {
      files.written(file, "\ufeff" + files.read(file).replace("\n", "\r\n"));
    }
    files.appended(MAIN, "variable \"late\" {}\r\n");

    assertThat(files.onlyBreach().place()).isEqualTo(MAIN + ":" + files.line(MAIN, "\"late\""));
  }

  @Test
  void what_is_no_text_or_too_long_or_too_deep_is_a_warning() {
    files.written(MORE, "\0\1\2 { \ufffd");
    assertThat(files.breaches()).noneMatch(Breach::stops);

    files.written(MORE, "#".repeat(200_001));
    assertThat(files.onlyBreach().stops()).isFalse();

    files.written(MORE, "locals {\n  a = " + "[".repeat(90_000) + "]".repeat(90_000) + "\n}\n");
    assertThat(files.onlyBreach().stops()).isFalse();
  }

  private static List<Path> resources(String kind) throws Exception {
    try (Stream<Path> found = Files.list(RESOURCES.resolve(kind))) {
      return found.sorted().toList();
    }
  }
}

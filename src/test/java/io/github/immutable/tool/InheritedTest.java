package io.github.immutable.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class InheritedTest {
  private static final Map<String, String> CALLERS =
      Map.of(
          "PATH", "/bin",
          "LC_ALL", "C",
          "AWS_ACCESS_KEY_ID", "id",
          "AWS_REGION", "r",
          "PGPASSWORD", "p",
          "TF_VAR_count", "9",
          "TF_CLI_ARGS_plan", "-target=x",
          "TF_TOKEN_app_terraform_io", "t",
          "PKR_VAR_x", "1",
          "https_proxy", "http://proxy");

  @Test
  void promise_8_tools_get_what_they_need_and_no_credentials() {
    assertThat(Inherited.of(CALLERS, List.of()).variables())
        .containsOnlyKeys("PATH", "LC_ALL", "TF_TOKEN_app_terraform_io", "https_proxy");
  }

  @Test
  void what_the_pipeline_names_is_given_too() {
    assertThat(Inherited.of(CALLERS, List.of("AWS_*", "PGPASSWORD")).variables())
        .containsKeys("AWS_ACCESS_KEY_ID", "AWS_REGION", "PGPASSWORD");
  }

  @Test
  void what_this_tool_sets_itself_is_given_to_nobody_who_asks() {
    Map<String, String> all = new HashMap<>();
    Inherited.NEVER.forEach(name -> all.put(name.replace("*", "x"), "v"));

    assertThat(Inherited.of(all, List.of("T*", "PKR_*", "PACKER_*", "TF_WORKSPACE")).variables())
        .isEmpty();
  }

  @Test
  void values_are_in_no_text() {
    assertThat(Inherited.of(CALLERS, List.of("AWS_*")).toString()).doesNotContain("id,", "r}");
  }

  @Test
  void the_documentation_has_the_same_list() throws Exception {
    String page = Files.readString(Path.of("docs/secrets.md"));
    String always = between(page, "<!-- always -->", "<!-- /always -->");
    String never = between(page, "<!-- never -->", "<!-- /never -->");

    assertThat(names(always)).containsExactlyElementsOf(Inherited.ALWAYS);
    assertThat(names(never)).containsExactlyElementsOf(Inherited.NEVER);
  }

  private static String between(String page, String from, String to) {
    return page.substring(page.indexOf(from), page.indexOf(to));
  }

  private static List<String> names(String text) {
    return Pattern.compile("`([^`]+)`").matcher(text).results().map(its -> its.group(1)).toList();
  }
}

package io.github.immutable.pipeline;

import java.util.List;

/** What the secrets section must hold to. */
final class SecretRules {
  private SecretRules() {}

  static void check(Values values) {
    for (String name : values.names("secrets")) {
      String place = "secrets." + name;
      if (TextForm.VARIABLE_NAME.refuses(name)) {
        values
            .findings()
            .mistake(place, TextForm.VARIABLE_NAME.expected() + ", found \"" + name + "\"");
      }
      source(place, values);
      recipients(name, place, values);
    }
  }

  private static void source(String place, Values values) {
    if (!values.isSection(place)) {
      return;
    }
    boolean env = values.hasOrMeans(place + ".env");
    boolean file = values.hasOrMeans(place + ".file");
    if (env == file) {
      values.findings().mistake(place, "expected either env or file");
    }
  }

  private static void recipients(String name, String place, Values values) {
    List<String> to =
        values.elements(place + ".to").stream().flatMap(one -> values.text(one).stream()).toList();
    if (values.isList(place + ".to") && values.elements(place + ".to").isEmpty()) {
      values.findings().mistake(place + ".to", "expected somebody to give it to");
    }
    if (to.stream().anyMatch("terraform"::equalsIgnoreCase)) {
      taken(name, place, "servers.variables." + name, ServerRules.GIVEN.contains(name), values);
    }
    if (to.stream().anyMatch("packer"::equalsIgnoreCase)) {
      taken(name, place, "image.variables." + name, name.equals("image_id"), values);
    }
  }

  private static void taken(
      String name, String place, String variable, boolean given, Values values) {
    if (given || values.has(variable)) {
      values
          .findings()
          .mistake(
              place,
              "expected another name: the variable \""
                  + name
                  + "\" "
                  + (given ? "is given by the tool" : "is set by " + variable + " too"));
    }
  }
}

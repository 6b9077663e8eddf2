package io.github.immutable.contract;

import io.github.immutable.pipeline.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the variables that are declared are those that are set. A tool only warns of some of
 * this, or says nothing.
 *
 * @param always those that are passed whatever the pipeline file says, with their types
 * @param set those that the pipeline file sets besides
 * @param environment of the tool, by which the pipeline's secrets reach it
 */
record Variables(
    Configuration files,
    PipelineFile pipeline,
    Map<String, String> always,
    Set<String> set,
    Map<String, String> environment) {

  List<Breach> check() {
    List<Breach> breaches = new ArrayList<>(unset());
    breaches.addAll(written());
    if (files.complete()) {
      breaches.addAll(missing());
      breaches.addAll(undeclared());
      breaches.addAll(unknown());
    }
    return breaches;
  }

  private List<Breach> missing() {
    return absent()
        .map(
            name ->
                meantBy(name, required())
                    .map(near -> misspelt(name, near))
                    .orElseGet(() -> missing(name)))
        .toList();
  }

  private Breach missing(String name) {
    return Breach.problem(
        files.home("variable"),
        0,
        "%s does not declare the variable `%s`, which it is always given"
            .formatted(files.dialect().subject, name),
        files.declaration(name, always.getOrDefault(name, "string")),
        "declare it, and use it");
  }

  private Breach misspelt(String name, String near) {
    Optional<Block> declared = files.block("variable", near);
    return Breach.problem(
        declared.map(Block::file).orElse(files.place()),
        declared.map(Block::line).orElse(0),
        "%s does not declare the variable `%s`, which it is always given, but `%s`"
            .formatted(files.dialect().subject, name, near),
        List.of(),
        "rename it, or declare the other too");
  }

  private Stream<String> absent() {
    List<String> declared = files.variables();
    return always.keySet().stream().filter(name -> !declared.contains(name)).sorted();
  }

  private List<Breach> undeclared() {
    return misnamed().map(this::undeclared).toList();
  }

  private Breach undeclared(String name) {
    Optional<String> near = meantBy(name, free());
    return Breach.problem(
        pipeline.name(),
        pipeline.line(name),
        "%s sets `%s`, which %s does not declare%s"
            .formatted(
                files.dialect().key,
                name,
                files.dialect().subject,
                near.map(other -> "; did you mean `" + other + "`?").orElse("")),
        near.isPresent() ? List.of() : files.declaration(name, "string"),
        "correct the name, or declare the variable");
  }

  /** Sensitive, and in the pipeline file for everybody to read. */
  private List<Breach> written() {
    Set<String> sensitive = files.sensitive();
    return set.stream()
        .filter(sensitive::contains)
        .sorted()
        .map(
            name ->
                Breach.problem(
                    pipeline.name(),
                    pipeline.line(name),
                    "%s sets `%s`, which %s calls sensitive: it would be recorded or baked"
                        .formatted(files.dialect().key, name, files.dialect().subject),
                    files.dialect().secret(name),
                    "take it out, and name under secrets where it comes from"))
        .toList();
  }

  /** Secrets that would not arrive: both tools ignore a variable of the environment in silence. */
  private List<Breach> unknown() {
    List<String> declared = files.variables();
    String prefix = files.dialect().environment;
    return environment.keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .filter(name -> !declared.contains(name))
        .sorted()
        .map(
            name ->
                Breach.problem(
                    pipeline.name(),
                    pipeline.line(name),
                    "the secret `%s` is for %s, which does not declare it%s"
                        .formatted(
                            name,
                            files.dialect().subject,
                            meantBy(name, free())
                                .map(other -> "; did you mean `" + other + "`?")
                                .orElse("")),
                    files.declaration(name, "string"),
                    "correct the name or `to`, or declare the variable"))
        .toList();
  }

  private List<Breach> unset() {
    Set<String> wanted = required();
    Set<String> meant =
        Stream.concat(absent(), misnamed())
            .flatMap(name -> meantBy(name, wanted).stream())
            .collect(Collectors.toSet());
    return files
        .blocks("variable")
        .filter(variable -> wanted.contains(variable.label(0)))
        .filter(variable -> !meant.contains(variable.label(0)))
        .map(this::unset)
        .toList();
  }

  private Breach unset(Block variable) {
    return Breach.problem(
        variable.file(),
        variable.line(),
        "the variable `%s` has no default, and nothing sets it".formatted(variable.label(0)),
        List.of(),
        "set it under %s in %s, or give it a default"
            .formatted(files.dialect().key, pipeline.name()));
  }

  // An override file may hold the default of a variable that is declared elsewhere.
  private boolean hasValue(String name) {
    return files.assigned().containsKey(name)
        || environment.containsKey(files.dialect().environment + name)
        || files
            .blocks("variable")
            .filter(variable -> variable.label(0).equals(name))
            .anyMatch(variable -> variable.attribute("default").isPresent());
  }

  /** Set by the pipeline file, and declared nowhere. */
  private Stream<String> misnamed() {
    List<String> declared = files.variables();
    return set.stream()
        .filter(name -> !declared.contains(name) && !always.containsKey(name))
        .sorted();
  }

  /** The variable that somebody probably meant by another name. */
  private static Optional<String> meantBy(String name, Set<String> among) {
    return Optional.ofNullable(Nearest.to(name, among));
  }

  /** Declared, and not set by the pipeline. */
  private Set<String> free() {
    Set<String> free = new TreeSet<>(files.variables());
    free.removeAll(set);
    free.removeAll(always.keySet());
    return free;
  }

  /** Declared, and without a value. */
  private Set<String> required() {
    Set<String> required = free();
    required.removeIf(this::hasValue);
    return required;
  }
}

package io.github.immutable;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.github.immutable.image.Image;
import io.github.immutable.pipeline.LedgerAddress;
import io.github.immutable.servers.RootFile;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import java.time.Duration;
import org.jspecify.annotations.NullMarked;

/** The arrows between packages, and what only one place may do. */
@AnalyzeClasses(packagesOf = Immutable.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String OURS = "io.github.immutable..";

  @ArchTest
  static final ArchRule nothing_goes_round =
      slices()
          .matching("io.github.immutable.(*)..")
          .should()
          .beFreeOfCycles()
          .because("each package must be understood without the ones above it");

  @ArchTest
  static final ArchRule nobody_knows_the_commands =
      noClasses()
          .that()
          .resideInAnyPackage(
              ours(
                  "release",
                  "contract",
                  "doctor",
                  "image",
                  "servers",
                  "traffic",
                  "ledger",
                  "pipeline",
                  "tool"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ours("cli")[0])
          .because("the runbook must run from a test or another front just as well");

  @ArchTest
  static final ArchRule nobody_below_knows_the_runbook =
      noClasses()
          .that()
          .resideInAnyPackage(
              ours(
                  "contract",
                  "doctor",
                  "image",
                  "servers",
                  "traffic",
                  "ledger",
                  "pipeline",
                  "tool"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ours("release")[0])
          .because("a gateway does one thing to the world and does not decide when");

  @ArchTest
  static final ArchRule gateways_are_not_looked_over_by_themselves =
      noClasses()
          .that()
          .resideInAnyPackage(ours("image", "servers", "traffic", "ledger", "pipeline", "tool"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ours("contract", "doctor"))
          .because("what must be so before a release is asked once, at its beginning");

  @ArchTest
  static final ArchRule tool_is_the_bottom = only("tool", "tool", "it serves everything else");

  @ArchTest
  static final ArchRule pipeline_is_handed_in =
      only("pipeline", "pipeline", "it is a description, and describes without doing");

  @ArchTest
  static final ArchRule contract_reads_files_and_asks_tools =
      noClasses()
          .that()
          .resideInAPackage(ours("contract")[0])
          .should()
          .dependOnClassesThat(
              resideInAPackage(OURS)
                  .and(
                      DescribedPredicate.not(
                          resideInAnyPackage(ours("contract", "pipeline", "tool")))))
          .because("what a user's file offers does not depend on what was released before");

  @ArchTest
  static final ArchRule image_knows_no_servers =
      noClasses()
          .that()
          .resideInAPackage(ours("image")[0])
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ours("servers", "traffic", "ledger"))
          .because("images belong to the project and go through its environments unchanged");

  @ArchTest
  static final ArchRule servers_know_no_balancer =
      noClasses()
          .that()
          .resideInAPackage(ours("servers")[0])
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ours("image", "traffic", "ledger"))
          .because("what changes at a switch belongs to the traffic driver alone");

  @ArchTest
  static final ArchRule traffic_knows_no_images =
      noClasses()
          .that()
          .resideInAPackage(ours("traffic")[0])
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ours("image", "ledger"))
          .because("a balancer is told which servers, never why");

  @ArchTest
  static final ArchRule the_ledger_records_values =
      noClasses()
          .that()
          .resideInAPackage(ours("ledger")[0])
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(ours("image", "servers", "traffic", "pipeline"))
                  .and(DescribedPredicate.not(value())))
          .because("a record holds what was, and can do nothing");

  @ArchTest
  static final ArchRule only_tool_starts_processes =
      noClasses()
          .that()
          .resideOutsideOfPackage(ours("tool")[0])
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(ProcessBuilder.class, Process.class)
          .orShould()
          .callMethod(Runtime.class, "exec", String.class)
          .orShould()
          .callMethod(Runtime.class, "exec", String[].class)
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.commons.exec..")
          .because("tests enumerate and cut every effect on the world at one gateway");

  @ArchTest
  static final ArchRule only_the_front_talks_and_exits =
      noClasses()
          .that()
          .resideOutsideOfPackage(ours("cli")[0])
          .and()
          .doNotHaveFullyQualifiedName(Immutable.class.getName())
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Throwable.class, "printStackTrace")
          .because("standard output is the result and standard error the story (promise 9)");

  @ArchTest
  static final ArchRule only_those_near_the_world_sleep =
      noClasses()
          .that()
          .resideOutsideOfPackages(ours("tool", "traffic"))
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", Duration.class)
          .because(
              "everything else is handed a clock; tool waits for signals to act, and traffic for"
                  + " a balancer that tells nobody when it is done");

  @ArchTest
  static final ArchRule packages_are_named_after_what_they_are_about =
      noClasses()
          .that(resideInAPackage(OURS))
          .should()
          .resideInAnyPackage("..util..", "..common..", "..manager..", "..service..", "..impl..")
          .because("such a name says nothing, and so everything ends up there");

  @ArchTest
  static final ArchRule null_is_said_aloud =
      classes()
          .that(resideInAPackage(OURS))
          .should(beInAMarkedPackage())
          .because("NullAway checks only what is marked");

  private static ArchRule only(String from, String to, String because) {
    return noClasses()
        .that()
        .resideInAPackage(ours(from)[0])
        .should()
        .dependOnClassesThat(
            resideInAPackage(OURS).and(DescribedPredicate.not(resideInAPackage(ours(to)[0]))))
        .because(because);
  }

  private static DescribedPredicate<JavaClass> value() {
    return DescribedPredicate.describe(
        "image, slot, server, a file of a root, or the address of a database",
        type ->
            type.isEquivalentTo(Image.class)
                || type.isEquivalentTo(Slot.class)
                || type.isEquivalentTo(Server.class)
                || type.isEquivalentTo(RootFile.class)
                || type.isEquivalentTo(LedgerAddress.class));
  }

  private static String[] ours(String... names) {
    String[] packages = names.clone();
    for (int i = 0; i < names.length; i++) {
      packages[i] = "io.github.immutable." + names[i] + "..";
    }
    return packages;
  }

  private static ArchCondition<JavaClass> beInAMarkedPackage() {
    return new ArchCondition<>("be in a package that is @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(
                type, marked, type.getPackageName() + " of " + type.getSimpleName()));
      }
    };
  }
}

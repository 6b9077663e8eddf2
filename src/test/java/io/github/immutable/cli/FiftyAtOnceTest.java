package io.github.immutable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.ledger.PostgresServer;
import io.github.immutable.ledger.Stores;
import io.github.immutable.release.Outcome;
import io.github.immutable.tool.OtherJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fifty processes, each with the whole command line, release one pipeline at once. */
@Timeout(600)
class FiftyAtOnceTest {
  private static final int PROCESSES = 50;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Map<String, OtherJvm> CONTENDERS = new HashMap<>();

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  private record Answer(String process, String said) {}

  @BeforeAll
  static void start() throws Exception {
    List<OtherJvm> started = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      started.add(OtherJvm.with(Map.of("PGPASSWORD", PostgresServer.PASSWORD), Contender.class));
    }
    for (OtherJvm one : started) {
      CONTENDERS.put(one.line(), one);
    }
    assertThat(CONTENDERS).hasSize(PROCESSES);
  }

  @AfterAll
  static void end() throws Exception {
    for (OtherJvm one : CONTENDERS.values()) {
      one.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void promise_5_one_wins_and_the_others_name_it(Stores store) throws Exception {
    SampleProject project = SampleProject.committed(folder.resolve("project"));
    if (store == Stores.POSTGRESQL) {
      project.edit(
          "pipelines/local.yml", "ledger: sqlite", "ledger: " + PostgresServer.shared().database());
    }
    Path word = folder.resolve("word");
    winnerWaitsFor(word, project);
    List<Answer> refused = new ArrayList<>();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletionService<Answer> answers = new ExecutorCompletionService<>(pool);
      // with their classes loaded, so that it is not their start that is measured
      tellAll("history --project " + project.folder(), answers);
      for (int i = 0; i < PROCESSES; i++) {
        assertThat(answers.take().get().said()).startsWith("0 ");
      }

      long from = System.nanoTime();
      tellAll("release v1 --project " + project.folder(), answers);
      for (int i = 1; i < PROCESSES; i++) {
        refused.add(answers.take().get());
      }
      Duration took = Duration.ofNanos(System.nanoTime() - from);
      Files.createFile(word);
      Answer winner = answers.take().get();

      assertThat(winner.said()).startsWith(Outcome.BAD_REQUEST + " ").doesNotContain("is held by");
      assertThat(refused)
          .allSatisfy(
              its ->
                  assertThat(its.said())
                      .startsWith(Outcome.HELD + " immutable: pipeline local is held by release, ")
                      .contains(", process " + winner.process() + ", "));
      assertThat(took).isLessThan(LIMIT);
      System.out.printf(
          "at once on %s: %d processes, 1 won, %d were told that it did, within %.1f s%n",
          store, PROCESSES, refused.size(), took.toMillis() / 1000.0);
    }
  }

  private static void tellAll(String line, CompletionService<Answer> answers) throws Exception {
    for (OtherJvm one : CONTENDERS.values()) {
      one.type(line);
    }
    CONTENDERS.forEach((pid, one) -> answers.submit(() -> new Answer(pid, one.line())));
  }

  /** Whoever has the pipeline asks for Packer's version first, and is answered upon a word. */
  private static void winnerWaitsFor(Path word, SampleProject project) throws Exception {
    Path packer = project.folder().resolve("packer/container/bin/packer");
    Files.writeString(packer, "#!/bin/sh\nuntil [ -e " + word + " ]; do sleep 0.1; done\nexit 1\n");
    assertThat(packer.toFile().setExecutable(true)).isTrue();
  }
}

package io.github.immutable.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.immutable.release.Scratch;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Kills a scenario at points of its own, and recovers from each. */
final class Campaign {
  /** One recovery in so many is a process of its own, and one is killed as well. */
  private static final int ELSEWHERE = 24;

  private static final int AGAIN = 12;

  /** Of all scenarios alike. Not given, it is every point of some and every fifth of others. */
  private static final int EVERY = Integer.getInteger("kill.every", 0);

  private static final int EVERY_OF_MORE = 5;

  /** More than there are cores: a process that starts waits for its disk now and then. */
  private static final int LANES = 3;

  private final Path folder;
  private final Victims victims;
  private final Tally tally;
  private final List<String> verbs;
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

  Campaign(Path folder, Victims victims, Tally tally, List<String> verbs) {
    this.folder = folder;
    this.victims = victims;
    this.tally = tally;
    this.verbs = verbs;
  }

  static boolean asUsual() {
    return EVERY == 0;
  }

  private static int every(Scenario scenario) {
    return EVERY > 0 ? EVERY : scenario.whole() ? 1 : EVERY_OF_MORE;
  }

  /** The points of a scenario, in a process like those that are killed. */
  List<String> failuresOf(Scenario scenario) throws Exception {
    Path its = folder.resolve(scenario.name().replace(' ', '-'));
    List<Lane> lanes = new ArrayList<>();
    List<Future<?>> ends = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(LANES)) {
      for (int i = 0; i < LANES; i++) {
        lanes.add(new Lane());
        scenario.prepare(new Estate(its.resolve("template-" + i)), lanes.getLast());
      }
      List<String> points = points(scenario, its, lanes.getFirst());
      tally.points.addAndGet(points.size());
      tally.whole.addAndGet(scenario.whole() ? points.size() : 0);
      int every = every(scenario);
      AtomicInteger next = new AtomicInteger();
      for (int i = 0; i < LANES; i++) {
        Lane lane = lanes.get(i);
        Estate template = new Estate(its.resolve("template-" + i));
        Path work = its.resolve("lane-" + i);
        ends.add(
            pool.submit(
                () -> {
                  for (int n = next.incrementAndGet();
                      n <= points.size();
                      n = next.incrementAndGet()) {
                    if (n % every == scenario.name().length() % every) {
                      tally.chosen.incrementAndGet();
                      run(scenario, template, lane, work, n, points.get(n - 1));
                    }
                  }
                }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } finally {
      lanes.forEach(Lane::close);
    }
    delete(its);
    return List.copyOf(failures);
  }

  /** Runs it once without an end to learn its points, in this process. */
  private static List<String> points(Scenario scenario, Path its, Lane lane) throws Exception {
    Estate copy = copied(new Estate(its.resolve("template-0")), its.resolve("whole"));
    lane.serve(copy);
    Gate gate = Gate.open();
    try (EstateSite site = new EstateSite(copy, gate)) {
      assertThat(site.run(scenario.typed()).exitCode()).isEqualTo(scenario.exitCode());
    }
    assertThat(copy.look().violations).isEmpty();
    return gate.passed();
  }

  private void run(Scenario scenario, Estate template, Lane lane, Path work, int n, String point) {
    String where = scenario.name() + ", point " + n + ", " + point;
    try {
      Estate killed = copied(template, work.resolve("killed"));
      lane.serve(killed);
      assertThat(victims.kill(killed, n, scenario.typed())).isEqualTo(point);
      tally.run.incrementAndGet();
      for (String verb : verbs) {
        recover(scenario, killed, lane, work, n, verb, where);
      }
    } catch (Exception | AssertionError e) {
      fails(where + ": " + Recovery.line(e));
    }
  }

  private void recover(
      Scenario scenario, Estate killed, Lane lane, Path work, int n, String verb, String where)
      throws Exception {
    try {
      Estate estate = copied(killed, work.resolve(verb));
      lane.serve(estate);
      String live = Recovery.expected(estate, scenario, verb);
      Recovery recovery = new Recovery(estate, scenario, tally);
      List<String> passed = List.of();
      if (n % ELSEWHERE == verbs.indexOf(verb)) {
        assertThat(victims.live(estate, List.of(verb))).matches("exit (0|10|11) .*");
        tally.elsewhere.incrementAndGet();
      } else {
        passed = recovery.inThisProcess(verb);
      }
      recovery.isWhole(live, verb);
      tally.recovered(verb);
      if (n % AGAIN == verbs.indexOf(verb) && passed.size() > 2) {
        // spread over its points, the opening of the ledger apart
        killAgain(scenario, killed, lane, work, 3 + n * 7 % (passed.size() - 2), verb, passed);
      }
    } catch (Exception | AssertionError e) {
      fails(where + ", then " + verb + ": " + Recovery.line(e));
    }
  }

  /** The recovery is killed as well. */
  private void killAgain(
      Scenario scenario,
      Estate killed,
      Lane lane,
      Path work,
      int point,
      String verb,
      List<String> passed)
      throws Exception {
    try {
      Estate estate = copied(killed, work.resolve("again"));
      lane.serve(estate);
      assertThat(victims.kill(estate, point, List.of(verb))).isEqualTo(passed.get(point - 1));
      String live = Recovery.expected(estate, scenario, verb);
      Recovery recovery = new Recovery(estate, scenario, tally);
      recovery.inThisProcess(verb);
      recovery.isWhole(live, verb);
      tally.second.incrementAndGet();
    } catch (Exception | AssertionError e) {
      throw new IllegalStateException("killed at " + passed.get(point - 1) + " and again: " + e, e);
    }
  }

  /** Told at once: whoever waits for a long test wants to know. */
  private void fails(String line) {
    failures.add(line);
    System.out.println(line);
  }

  private static Estate copied(Estate from, Path to) throws IOException {
    delete(to);
    Path source = from.folder();
    Files.walkFileTree(
        source,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(source.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(source.relativize(file).toString()));
            return FileVisitResult.CONTINUE;
          }
        });
    return new Estate(to);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Scratch.delete(folder);
    }
  }
}

package io.github.immutable.traffic;

import io.github.immutable.servers.Slot;
import io.github.immutable.tool.ToolRunner;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * An HAProxy of ours: started when there is none, started again when it died, reloaded when its
 * configuration is not the one that is wanted. It is a daemon in a session of its own and outlives
 * this process.
 */
public final class ManagedHaproxy {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(20);

  /** Of a reload, which takes much less where the machine has anything else to do than this. */
  private static final Duration RELOAD = Duration.ofSeconds(5);

  /** What became of the instance. */
  public enum Condition {
    /** Never started here, or stopped by us. */
    ABSENT,
    /** It answers. */
    RUNNING,
    /** It was started and is gone, or no longer answers. */
    DEAD
  }

  private final HaproxyConfig config;
  private final Path folder;
  private final HaproxyProgram program;
  private final HaproxySocket master;

  /**
   * What {@link #start} would find.
   *
   * @param current whether its configuration file is the one that is wanted; if not, it is written
   *     anew, and reloaded when it runs
   */
  public record Look(Condition condition, boolean current) {}

  private ManagedHaproxy(HaproxyConfig config, Path folder, HaproxyProgram program, Path master) {
    this.config = config;
    this.folder = folder;
    this.program = program;
    this.master = new HaproxySocket(master, PATIENCE);
  }

  /**
   * Starts nothing and makes nothing.
   *
   * @param name names the backends
   * @param frontDoor where it is to listen; plain {@code http}
   * @param capacity how many servers a slot has room for; never made less than it was
   * @param folder for its configuration, map and state, which must outlive it
   */
  public static ManagedHaproxy in(
      Path folder, String name, URI frontDoor, int capacity, ToolRunner tools)
      throws TrafficException {
    try {
      Path real = real(folder);
      Path sockets = SocketFolder.of(real);
      Path master = sockets.resolve("master.sock");
      HaproxyConfig config =
          new HaproxyConfig(
              name,
              frontDoor,
              sockets.resolve("admin.sock"),
              master,
              real.resolve(name + ".map"),
              real.resolve("state"),
              Math.max(capacity, HaproxyStanza.capacity(real.resolve("haproxy.cfg"))));
      return new ManagedHaproxy(config, real, new HaproxyProgram(real, master, tools), master);
    } catch (IOException e) {
      throw new TrafficException(
          "no folder for HAProxy at " + folder + ": " + e,
          "free some space there, or let this user write to it");
    }
  }

  /** Links in a path that is yet to be made are followed as far as it is there. */
  private static Path real(Path folder) throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    return Files.exists(folder) || parent == null
        ? folder.toRealPath()
        : real(parent).resolve(folder.getFileName());
  }

  /** For {@link Haproxy}. */
  public HaproxyConfig config() {
    return config;
  }

  /** How it is at this moment. */
  public Condition condition() throws TrafficException, InterruptedException {
    if (!Files.exists(program.processFile()) && !master.exists()) {
      return Condition.ABSENT;
    }
    long end = System.nanoTime() + RELOAD.toNanos();
    do {
      if (master.answers()) {
        return Condition.RUNNING;
      }
    } while (mayBeReloading() && System.nanoTime() < end);
    return Condition.DEAD;
  }

  /** HAProxy takes its process file away, writes it anew, and is deaf for a part of that time. */
  private boolean mayBeReloading() throws TrafficException {
    try {
      return !program.processIsKnown() || program.process().isPresent();
    } catch (IOException e) {
      throw new TrafficException(
          "HAProxy's process cannot be looked at: " + e, "let this user read " + folder);
    }
  }

  /**
   * Looks, and changes nothing.
   *
   * @throws TrafficException what {@link #start} would throw, as far as it can be foreseen
   */
  public Look look() throws TrafficException, InterruptedException {
    try {
      Condition found = condition();
      String wanted = HaproxyStanza.forManaged(config, Port.bind(config.frontDoor()));
      Optional<String> present = present();
      if (found != Condition.RUNNING) {
        program.refuseStranger();
      }
      if (found != Condition.RUNNING || listensElsewhere(present)) {
        Port.awaitFree(config.frontDoor(), Duration.ZERO);
      }
      return new Look(found, present.equals(Optional.of(wanted)));
    } catch (IOException e) {
      throw new TrafficException(
          "HAProxy's files in " + folder + " cannot be read: " + e, "let this user read " + folder);
    }
  }

  /**
   * Makes it run with the configuration that is wanted. Repeatable, and safe to do from two
   * processes at once.
   *
   * @return how it was found
   * @throws TrafficException when HAProxy is not installed, does not start, or another has the port
   */
  public Condition start() throws TrafficException, InterruptedException {
    try (FileChannel file = lockFile();
        FileLock lock = file.lock()) {
      Condition found = lock.isValid() ? condition() : Condition.ABSENT;
      String text = HaproxyStanza.forManaged(config, Port.bind(config.frontDoor()));
      Optional<String> present = present();
      if (found == Condition.RUNNING) {
        if (!present.equals(Optional.of(text))) {
          reload(text, present);
        }
        return found;
      }
      program.refuseStranger();
      Port.awaitFree(config.frontDoor(), Duration.ofSeconds(3));
      SocketFolder.make(folder);
      prepare();
      DurableFile.write(program.configuration(), text);
      program.start();
      new HaproxySocket(config.socket(), PATIENCE).ask("show info");
      master.ask("show proc");
      return found;
    } catch (IOException e) {
      throw new TrafficException(
          "HAProxy's files in " + folder + ": " + e,
          "free some space there, or let this user write to it");
    }
  }

  /**
   * Ends it and removes what it ran with; connections are cut. Its map and state stay. Repeatable.
   */
  public void stop() throws TrafficException, InterruptedException {
    if (!Files.exists(folder)) {
      return;
    }
    try (FileChannel file = lockFile();
        FileLock lock = file.lock()) {
      Optional<ProcessHandle> process = lock.isValid() ? process() : Optional.empty();
      if (process.isPresent()) {
        end(process.get());
      }
      Files.deleteIfExists(program.processFile());
      SocketFolder.remove(folder);
    } catch (IOException e) {
      throw new TrafficException(
          "HAProxy's files in " + folder + ": " + e,
          "free some space there, or let this user write to it");
    }
  }

  /** Its master says which it is where a reload has taken the file away, or left it empty. */
  private Optional<ProcessHandle> process()
      throws IOException, TrafficException, InterruptedException {
    Optional<ProcessHandle> process = program.process();
    return process.isPresent() || condition() != Condition.RUNNING
        ? process
        : program.process(ProcessList.parse(master.ask("show proc")).master());
  }

  private void end(ProcessHandle process) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    process.destroy();
    while (program.process(process.pid()).isPresent()) {
      if (System.nanoTime() > end) {
        process.destroyForcibly();
      }
      Thread.sleep(LOOK);
    }
  }

  private Optional<String> present() throws IOException {
    Path written = program.configuration();
    return Files.exists(written) ? Optional.of(Files.readString(written)) : Optional.empty();
  }

  private boolean listensElsewhere(Optional<String> configuration) throws TrafficException {
    return !configuration.orElse("").contains("bind " + Port.bind(config.frontDoor()) + "\n");
  }

  private FileChannel lockFile() throws IOException {
    Files.createDirectories(folder);
    return FileChannel.open(
        folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /** HAProxy does not start without the map, and warns of state files that are not there. */
  private void prepare() throws IOException, TrafficException {
    if (!Files.exists(config.map())) {
      new SlotMap(config.map()).write(Optional.empty());
    }
    for (Slot slot : Slot.values()) {
      if (!Files.exists(config.stateFile(slot))) {
        DurableFile.write(config.stateFile(slot), "1\n");
      }
    }
  }

  private void reload(String text, Optional<String> present)
      throws IOException, TrafficException, InterruptedException {
    if (listensElsewhere(present)) {
      Port.awaitFree(config.frontDoor(), Duration.ZERO);
    }
    prepare();
    program.check(text);
    DurableFile.write(program.configuration(), text);
    int before = ProcessList.parse(master.ask("show proc")).reloads();
    master.tell("reload");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      ProcessList after = ProcessList.parse(master.ask("show proc"));
      if (after.reloads() > before && after.failedReloads() == 0) {
        return;
      }
      if (after.failedReloads() > 0) {
        break;
      }
      Thread.sleep(LOOK);
    }
    if (present.isPresent()) {
      DurableFile.write(program.configuration(), present.get());
    }
    throw new TrafficException(
        "HAProxy did not take its new configuration and runs on with the old one",
        "haproxy -c -f " + program.configuration());
  }
}

package io.github.immutable.kill;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What exists in the world of one project: servers, images, builders, Terraform's states and the
 * balancer. It is a file, replaced whole with every change, so that it outlives every process.
 */
record Estate(Path folder) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** A server, which the platform knows by an id that it never gives twice. */
  record Machine(String id, Server server, Slot slot, String release) {}

  /** How servers of one release are. */
  enum Ailment {
    NONE,
    /** Never healthy. */
    SICK,
    /** Healthy until they have the traffic. */
    TIRING
  }

  /** All of it. */
  @SuppressWarnings("PublicField") // for Jackson
  static final class Things {
    public List<Machine> machines = new ArrayList<>();
    public Map<String, String> images = new TreeMap<>();
    public Map<String, String> builders = new TreeMap<>();

    /** Of each workspace: the ids of the servers that Terraform's state knows. */
    public Map<String, List<String>> states = new TreeMap<>();

    /** What the balancer knows of each slot, and the slot that it gives the traffic to. */
    public Map<Slot, List<Server>> registered = new TreeMap<>();

    public @Nullable Slot active;

    /** The ports that machines can have, and the one of the balancer. */
    public List<Integer> ports = List.of();

    public int door;

    /** How many things were made so far. */
    public int made;

    public String ailing = "";
    public Ailment ailment = Ailment.NONE;
    public long standbyMinutes;

    /** What no act may ever do, as far as it was done. */
    public List<String> violations = new ArrayList<>();

    Optional<Machine> at(int port) {
      return machines.stream().filter(its -> its.server().port() == port).findFirst();
    }

    boolean healthy(Machine machine) {
      return !machine.release().equals(ailing) || ailment != Ailment.SICK;
    }

    /** What a machine shows whoever asks it directly. */
    boolean passes(Machine machine) {
      boolean tired = ailment == Ailment.TIRING && machine.slot() == active;
      return healthy(machine) && !(tired && machine.release().equals(ailing));
    }

    int freePort() {
      return ports.stream().filter(port -> at(port).isEmpty()).findFirst().orElseThrow();
    }

    Duration within() {
      return ailment == Ailment.SICK ? Duration.ofMillis(60) : Duration.ofSeconds(20);
    }

    /** Traffic goes to servers that exist, are well, and run what they are known to run. */
    private void watch(String act) {
      if (active == null) {
        return;
      }
      List<Server> serving = registered.getOrDefault(active, List.of());
      if (serving.isEmpty()) {
        violations.add(act + ": slot " + active + " has the traffic and no servers");
      }
      for (Server server : serving) {
        if (at(server.port()).filter(its -> healthy(its) && its.slot() == active).isEmpty()) {
          violations.add(act + ": " + server + " has traffic and is not there or not well");
        }
      }
    }
  }

  Path root() {
    return folder.resolve("project");
  }

  /** From now on its ledger is in PostgreSQL. */
  void keepLedgerAt(String address) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("ledger"), address);
  }

  /** Empty for a file of SQLite. */
  Optional<String> ledgerAddress() {
    Path file = folder.resolve("ledger");
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Things look() {
    // a copy may be in the making
    for (int attempt = 0; ; attempt++) {
      try {
        return MAPPER.readValue(Files.readAllBytes(file()), Things.class);
      } catch (NoSuchFileException e) {
        if (attempt > 100) {
          throw new UncheckedIOException(e);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Changes it in one step. */
  void change(String act, Consumer<Things> how) {
    Things things = Files.exists(file()) ? look() : new Things();
    how.accept(things);
    things.watch(act);
    try {
      Files.createDirectories(folder);
      Path next = folder.resolve("world.new");
      Files.write(next, MAPPER.writeValueAsBytes(things));
      Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file() {
    return folder.resolve("world.json");
  }
}

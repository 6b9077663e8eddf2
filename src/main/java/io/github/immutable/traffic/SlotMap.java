package io.github.immutable.traffic;

import io.github.immutable.servers.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The map that says which slot has the traffic: one line for all of 0 to 99, in the file for a
 * process yet to start and in memory for those that run (HAProxy 2.6 management guide, {@code set
 * map}).
 */
final class SlotMap {
  private static final String ALL = "0:99";
  private static final String NONE = "none";
  private static final String ONWARD = "onward";

  private final Path file;

  SlotMap(Path file) {
    this.file = file;
  }

  /** The slot in the file; empty when the file is missing or names none. */
  Optional<Slot> written() throws TrafficException {
    try {
      return slot(Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  void write(Optional<Slot> slot) throws TrafficException {
    try {
      DurableFile.write(file, ALL + " " + label(slot) + "\n");
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** The slot in a process's memory. */
  Optional<Slot> read(HaproxyWorkers.Worker worker) throws TrafficException, InterruptedException {
    String answer = worker.ask("show map " + escaped());
    if (answer.startsWith("Unknown map")) {
      throw new TrafficException(
          "HAProxy does not use the map " + file,
          "add what `immutable traffic print-config` prints, and reload");
    }
    // Each line starts with the entry's address in memory.
    return slot(answer.lines().map(line -> line.substring(line.indexOf(' ') + 1).strip()).toList());
  }

  void set(HaproxyWorkers.Worker worker, Optional<Slot> slot)
      throws TrafficException, InterruptedException {
    String answer = worker.ask("set map " + escaped() + " " + ALL + " " + label(slot));
    if (!read(worker).equals(slot)) {
      throw new TrafficException(
          "HAProxy did not take " + label(slot) + " as the active slot: " + answer,
          "see that the stats socket has `level admin`");
    }
  }

  /** Has an old worker pass what its connections still send to the current one. */
  void sendOnward(HaproxyWorkers.Worker worker) throws TrafficException, InterruptedException {
    worker.ask("set map " + escaped() + " " + ALL + " " + ONWARD);
    String entry = worker.ask("show map " + escaped());
    if (!entry.endsWith(ALL + " " + ONWARD)) {
      throw new TrafficException(
          "an old worker of HAProxy did not take the switch: " + entry,
          "end it, or wait until it has ended, and try again");
    }
  }

  private Optional<Slot> slot(List<String> entries) throws TrafficException {
    for (Slot slot : Slot.values()) {
      if (entries.equals(List.of(ALL + " " + slot))) {
        return Optional.of(slot);
      }
    }
    if (entries.isEmpty() || entries.equals(List.of(ALL + " " + NONE))) {
      return Optional.empty();
    }
    throw new TrafficException(
        "the map " + file + " names no single slot: " + entries,
        "leave one line in it, `" + ALL + " blue` or `" + ALL + " green`, and reload HAProxy");
  }

  private String escaped() {
    return file.toString().replace(" ", "\\ ");
  }

  private TrafficException unusable(IOException e) {
    return new TrafficException(
        "the map " + file + " cannot be used: " + e,
        "free some space there, or let this user write to it");
  }

  private static String label(Optional<Slot> slot) {
    return slot.map(Slot::label).orElse(NONE);
  }
}

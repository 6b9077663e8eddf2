package io.github.immutable.traffic;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import io.github.immutable.tool.PrivateFiles;
import io.github.immutable.tool.ToolRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Switches any balancer, by an executable of the user's: {@code docs/traffic.md}. */
public final class CommandTraffic implements TrafficSwitch {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final BalancerCommand command;
  private final boolean lossless;

  /**
   * @param run executable and first arguments
   * @param directory the project
   * @param logs for what it prints, and the lists of servers that it is given
   * @param looks for what it is asked
   * @param timeout for each call
   * @param environment what it is told of the pipeline
   */
  public CommandTraffic(
      List<String> run,
      Path directory,
      Path logs,
      Path looks,
      Duration timeout,
      Map<String, String> environment,
      ToolRunner tools,
      boolean lossless) {
    this.command = new BalancerCommand(run, directory, logs, looks, timeout, environment, tools);
    this.lossless = lossless;
  }

  @Override
  public Optional<Slot> active() throws TrafficException, InterruptedException {
    return command.show().active();
  }

  @Override
  public void register(Slot slot, List<Server> servers)
      throws TrafficException, InterruptedException {
    Path list = command.logs().resolve("servers-" + slot + ".json");
    try {
      PrivateFiles.folder(command.logs());
      PrivateFiles.write(list, JSON.writeValueAsString(described(servers)));
      command.tell("register", slot.label(), list.toString());
      Files.deleteIfExists(list);
    } catch (IOException e) {
      throw new TrafficException(
          "the list of servers for the balancer could not be written: " + e,
          "free some space or mend the permissions of " + command.logs());
    }
  }

  private static List<Map<String, Object>> described(List<Server> servers) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Server server : servers) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", server.name());
      one.put("address", server.address());
      one.put("port", server.port());
      all.add(one);
    }
    return all;
  }

  @Override
  public void switchTo(Slot slot) throws TrafficException, InterruptedException {
    give(Optional.of(slot));
  }

  @Override
  public void switchOff() throws TrafficException, InterruptedException {
    give(Optional.empty());
  }

  private void give(Optional<Slot> slot) throws TrafficException, InterruptedException {
    command.tell("switch", BalancerView.name(slot));
    Optional<Slot> now = command.show().active();
    if (!now.equals(slot)) {
      throw new TrafficException(
          "the balancer was switched to "
              + BalancerView.name(slot)
              + " and says that it serves "
              + BalancerView.name(now),
          "let `switch` end when the switch is done, and `show` ask the balancer itself");
    }
  }

  @Override
  public void unregister(Slot slot) throws TrafficException, InterruptedException {
    if (active().equals(Optional.of(slot))) {
      throw TrafficException.hasTheTraffic(slot);
    }
    command.tell("unregister", slot.label());
  }

  @Override
  public OptionalInt sessions(Slot slot) throws TrafficException, InterruptedException {
    return command.show().sessions(slot);
  }

  @Override
  public Optional<List<Target>> targets() throws TrafficException, InterruptedException {
    return command.show().targets();
  }

  @Override
  public boolean lossless() {
    return lossless;
  }
}

package io.github.immutable.traffic;

import io.github.immutable.servers.Server;
import io.github.immutable.servers.Slot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * A slot's backend: as many placeholders as there is room, of which those in use carry an address
 * (HAProxy 2.6 management guide, {@code set server}).
 */
final class SlotBackend {
  /** Reserved for documentation (RFC 5737): nobody is there, should a placeholder ever be asked. */
  private static final String NOWHERE = "192.0.2.1";

  private final HaproxyConfig config;
  private final Slot slot;

  SlotBackend(HaproxyConfig config, Slot slot) {
    this.config = config;
    this.slot = slot;
  }

  String name() {
    return config.backend(slot);
  }

  /** What HAProxy says of every placeholder. */
  List<ServerState> states(HaproxyWorkers.Worker worker)
      throws TrafficException, InterruptedException {
    return ServerState.parse(dump(worker));
  }

  /** What {@link ServerState} parses, and what HAProxy reads when it starts. */
  private String dump(HaproxyWorkers.Worker worker) throws TrafficException, InterruptedException {
    String answer = worker.ask("show servers state " + name());
    if (answer.startsWith("Can't find backend")) {
      throw new TrafficException(
          "HAProxy has no backend " + name(),
          "add what `immutable traffic print-config` prints, and reload");
    }
    return answer;
  }

  /**
   * Makes these the backend's servers. One that is already there stays as it is, so that doing this
   * to the active slot disturbs no request.
   */
  void become(HaproxyWorkers.Worker worker, List<Endpoint> servers)
      throws TrafficException, InterruptedException {
    List<Endpoint> missing = new ArrayList<>(servers);
    List<ServerState> free = new ArrayList<>();
    for (ServerState state : states(worker)) {
      boolean stays =
          state.isRegistered() && missing.remove(new Endpoint(state.address(), state.port()));
      if (!stays) {
        free.add(state);
      }
    }
    if (missing.size() > free.size()) {
      throw new TrafficException(
          name()
              + " has room for "
              + (free.size() + servers.size() - missing.size())
              + " servers, not for "
              + servers.size(),
          "raise `capacity` in the pipeline file; for an HAProxy of your own, add what `immutable"
              + " traffic print-config` prints then, and reload");
    }
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < free.size(); i++) {
      ServerState state = free.get(i);
      String server = name() + "/" + state.server();
      if (i < missing.size()) {
        if (state.isRegistered()) {
          answers.add(worker.ask("set server " + server + " state maint"));
        }
        answers.add(worker.ask(missing.get(i).placed(server)));
        answers.add(worker.ask("set server " + server + " state ready"));
        answers.add(worker.ask("set server " + server + " health up"));
      } else if (state.isRegistered() || !state.isAt(NOWHERE, 1)) {
        answers.add(worker.ask("set server " + server + " state maint"));
        answers.add(worker.ask(new Endpoint(NOWHERE, 1).placed(server)));
      }
    }
    check(states(worker), servers, answers);
  }

  /**
   * Keeps the servers for the next process.
   *
   * @throws HaproxyWorkers.SupersededException when a reload has brought up a worker without them
   */
  void save(HaproxyWorkers.Worker worker, List<Endpoint> servers)
      throws TrafficException, InterruptedException {
    String dump = dump(worker);
    check(ServerState.parse(dump), servers, List.of("Proxy is disabled."));
    try {
      DurableFile.write(config.stateFile(slot), dump + "\n");
    } catch (IOException e) {
      throw new TrafficException(
          config.stateFile(slot) + " cannot be written: " + e,
          "free some space there, or let this user write to it");
    }
  }

  private void check(List<ServerState> states, List<Endpoint> servers, List<String> answers)
      throws TrafficException {
    List<Endpoint> missing = new ArrayList<>(servers);
    for (ServerState state : states) {
      if (state.isRegistered() && !missing.remove(new Endpoint(state.address(), state.port()))) {
        throw refused(answers);
      }
    }
    if (!missing.isEmpty()) {
      throw refused(answers);
    }
  }

  private TrafficException refused(List<String> answers) {
    if (answers.contains("Proxy is disabled.")) {
      return new HaproxyWorkers.SupersededException();
    }
    return new TrafficException(
        "HAProxy did not take the servers of "
            + name()
            + ": "
            + String.join("; ", answers.stream().filter(answer -> !answer.isBlank()).toList()),
        "see that the stats socket has `level admin`");
  }

  /** Where a server is, as HAProxy prints it: an IP address and a port. */
  record Endpoint(String address, int port) {

    /**
     * @throws TrafficException when the host name means nothing
     */
    static Endpoint of(Server server) throws TrafficException {
      try {
        InetAddress address = InetAddress.getByName(server.address());
        return new Endpoint(Addresses.canonical(address), server.port());
      } catch (UnknownHostException e) {
        throw new TrafficException(
            server.name() + " has no address: " + server.address(),
            "see what the Terraform root returns as its address");
      }
    }

    private String placed(String server) {
      return "set server " + server + " addr " + address + " port " + port;
    }
  }
}

package io.github.immutable.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What an account has: keys, droplets, snapshots, tags, load balancers, firewalls. Droplets take a
 * moment to start, snapshots and balancers as well.
 */
final class DigitalOceanAccount {
  /** What droplets of builds are made from. */
  static final int BASE_IMAGE = 1000;

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final Droplets machines;
  private final Consumer<List<String>> balancerNodes;
  private final String region;
  private final Map<Integer, ObjectNode> keys = new TreeMap<>();
  private final Map<Integer, ObjectNode> droplets = new TreeMap<>();
  private final Map<Integer, ObjectNode> images = new TreeMap<>();
  private final Map<Integer, ObjectNode> actions = new TreeMap<>();
  private final Map<String, ObjectNode> tags = new TreeMap<>();
  private final Map<String, ObjectNode> balancers = new TreeMap<>();
  private final Map<String, ObjectNode> firewalls = new TreeMap<>();
  private final IdentityHashMap<JsonNode, Instant> ready = new IdentityHashMap<>();
  private List<String> led = List.of();
  private int ids = 3164000;
  private Duration snapshotsTake = MOMENT;
  private int bootsInstead;

  /** DigitalOcean does not want to, with its reason. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  /**
   * An account without anything.
   *
   * @param balancerNodes is given the addresses that the load balancer leads to, when they change
   */
  DigitalOceanAccount(Droplets machines, Consumer<List<String>> balancerNodes, String region) {
    this.machines = machines;
    this.balancerNodes = balancerNodes;
    this.region = region;
    images.put(BASE_IMAGE, image(BASE_IMAGE, "12 x64", "base"));
  }

  /** How long snapshots take from now on. */
  synchronized void snapshotsTake(Duration time) {
    snapshotsTake = time;
  }

  synchronized void snapshotsTakeAMoment() {
    snapshotsTake = MOMENT;
  }

  /** The next server boots another image than the one it is asked for. */
  synchronized void bootsInstead(int image) {
    bootsInstead = image;
  }

  synchronized List<ObjectNode> keys() {
    return List.copyOf(keys.values());
  }

  synchronized Optional<ObjectNode> key(int id) {
    return Optional.ofNullable(keys.get(id));
  }

  synchronized ObjectNode addKey(JsonNode wanted) {
    ObjectNode key =
        JSON.createObjectNode()
            .put("id", ++ids)
            .put("fingerprint", "3b:16:e4:bf:8b:00:8b:b8:59:8c:a9:d3:f0:19:fa:45")
            .put("public_key", text(wanted, "public_key"))
            .put("name", text(wanted, "name"));
    keys.put(ids, key);
    return key;
  }

  synchronized boolean removeKey(int id) {
    return keys.remove(id) != null;
  }

  synchronized List<ObjectNode> droplets() {
    return droplets.keySet().stream().map(id -> droplet(id).orElseThrow()).toList();
  }

  synchronized Optional<ObjectNode> droplet(int id) {
    Optional<ObjectNode> droplet = Optional.ofNullable(droplets.get(id));
    droplet
        .filter(its -> its.path("status").asText().equals("new") && isReady(its))
        .ifPresent(its -> its.put("status", "active").put("locked", false));
    return droplet;
  }

  synchronized ObjectNode addDroplet(JsonNode wanted) {
    ObjectNode image = images.get(wanted.path("image").asInt());
    if (image == null || !isReady(image)) {
      throw new Refused("You specified an invalid image for Droplet creation.");
    }
    if (!wanted.path("region").asText().equals(region)) {
      throw new Refused("The image you specified is not available in the selected region.");
    }
    int id = ++ids;
    ObjectNode droplet =
        JSON.createObjectNode()
            .put("id", id)
            .put("name", text(wanted, "name"))
            .put("memory", 1024)
            .put("vcpus", 1)
            .put("disk", 25)
            .put("locked", true)
            .put("status", "new")
            .put("created_at", now())
            .put("size_slug", wanted.path("size").asText())
            .put("vpc_uuid", "c33931f2-a26a-4e61-b85c-4e95a2ec431b");
    droplet.set("image", image.deepCopy());
    droplet.putObject("size").put("slug", wanted.path("size").asText());
    droplet.putObject("region").put("slug", region).put("name", "Frankfurt 1");
    droplet.putArray("features").add("private_networking");
    droplet.putArray("backup_ids");
    droplet.putArray("snapshot_ids");
    droplet.putArray("volume_ids");
    droplet.set(
        "tags", wanted.path("tags").isArray() ? wanted.path("tags") : JSON.createArrayNode());
    droplet.path("tags").forEach(tag -> addTag(JSON.createObjectNode().put("name", tag.asText())));
    int booted = image.path("id").asInt();
    if (bootsInstead != 0 && booted != BASE_IMAGE) {
      booted = bootsInstead;
      bootsInstead = 0;
    }
    machines.start(id, booted);
    ObjectNode networks = droplet.putObject("networks");
    networks.putArray("v6");
    for (String type : List.of("public", "private")) {
      networks
          .withArray("v4")
          .addObject()
          .put("ip_address", machines.address(id))
          .put("netmask", "255.255.0.0")
          .put("gateway", "10.88.0.1")
          .put("type", type);
    }
    ready.put(droplet, Instant.now().plus(MOMENT));
    droplets.put(id, droplet);
    lead();
    return droplet;
  }

  synchronized boolean removeDroplet(int id) {
    if (droplets.remove(id) == null) {
      return false;
    }
    lead();
    machines.remove(id);
    return true;
  }

  synchronized ObjectNode act(int droplet, JsonNode wanted) {
    ObjectNode its = droplet(droplet).orElseThrow(() -> new Refused("no such droplet"));
    String type = wanted.path("type").asText();
    int id = ++ids;
    ObjectNode action =
        JSON.createObjectNode()
            .put("id", id)
            .put("status", "in-progress")
            .put("type", type)
            .put("started_at", now())
            .put("resource_id", droplet)
            .put("resource_type", "droplet")
            .put("region_slug", region);
    Duration takes = MOMENT;
    switch (type) {
      case "shutdown", "power_off" -> its.put("status", "off");
      case "snapshot" -> {
        takes = snapshotsTake;
        int snapshot = ++ids;
        machines.snapshot(droplet, snapshot);
        ObjectNode image = image(snapshot, text(wanted, "name"), "snapshot");
        images.put(snapshot, image);
        ready.put(image, Instant.now().plus(takes));
        its.withArray("snapshot_ids").add(snapshot);
      }
      default -> throw new Refused("no action " + type + " is played");
    }
    ready.put(action, Instant.now().plus(takes));
    actions.put(id, action);
    return action;
  }

  synchronized Optional<ObjectNode> action(int id) {
    Optional<ObjectNode> action = Optional.ofNullable(actions.get(id));
    action.filter(this::isReady).ifPresent(its -> its.put("status", "completed"));
    return action;
  }

  synchronized List<ObjectNode> snapshots(int droplet) {
    List<ObjectNode> found = new ArrayList<>();
    for (JsonNode id : Objects.requireNonNull(droplets.get(droplet)).path("snapshot_ids")) {
      image(id.asInt()).ifPresent(found::add);
    }
    return found;
  }

  synchronized List<ObjectNode> images() {
    return images.keySet().stream()
        .filter(id -> id != BASE_IMAGE)
        .map(id -> image(id).orElseThrow())
        .toList();
  }

  synchronized Optional<ObjectNode> image(int id) {
    Optional<ObjectNode> image = Optional.ofNullable(images.get(id));
    image.ifPresent(its -> its.put("status", isReady(its) ? "available" : "pending"));
    return image;
  }

  synchronized boolean removeImage(int id) {
    return images.remove(id) != null;
  }

  private ObjectNode image(int id, String name, String type) {
    ObjectNode image =
        JSON.createObjectNode()
            .put("id", id)
            .put("name", name)
            .put("distribution", "Debian")
            .putNull("slug")
            .put("public", type.equals("base"))
            .put("created_at", now())
            .put("min_disk_size", 25)
            .put("type", type)
            .put("size_gigabytes", 1.5)
            .put("status", "available");
    image.putArray("regions").add(region);
    image.putArray("tags");
    return image;
  }

  synchronized ObjectNode addTag(JsonNode wanted) {
    return tags.computeIfAbsent(
        text(wanted, "name"),
        name -> {
          ObjectNode tag = JSON.createObjectNode().put("name", name);
          tag.putObject("resources").put("count", 0);
          return tag;
        });
  }

  synchronized Optional<ObjectNode> tag(String name) {
    return Optional.ofNullable(tags.get(name));
  }

  synchronized Set<String> tagNames() {
    return new HashSet<>(tags.keySet());
  }

  /** Removing a tag takes it from all that has it, too. */
  synchronized boolean removeTag(String name) {
    for (ObjectNode droplet : droplets.values()) {
      List<JsonNode> left = new ArrayList<>();
      droplet.path("tags").forEach(left::add);
      left.removeIf(tag -> tag.asText().equals(name));
      droplet.putArray("tags").addAll(left);
    }
    return tags.remove(name) != null;
  }

  static boolean hasTag(JsonNode thing, String tag) {
    for (JsonNode one : thing.path("tags")) {
      if (one.asText().equals(tag)) {
        return true;
      }
    }
    return false;
  }

  synchronized List<ObjectNode> balancers() {
    return balancers.keySet().stream().map(id -> balancer(id).orElseThrow()).toList();
  }

  synchronized Optional<ObjectNode> balancer(String id) {
    Optional<ObjectNode> balancer = Optional.ofNullable(balancers.get(id));
    balancer.filter(this::isReady).ifPresent(its -> its.put("status", "active"));
    return balancer;
  }

  synchronized ObjectNode addBalancer(JsonNode wanted) {
    String id = UUID.randomUUID().toString();
    ObjectNode balancer =
        JSON.createObjectNode()
            .put("id", id)
            .put("ip", "127.0.0.1")
            .put("status", "new")
            .put("type", "REGIONAL")
            .put("created_at", now());
    balancer.putObject("region").put("slug", region).put("name", "Frankfurt 1");
    balancer.putObject("sticky_sessions").put("type", "none");
    balancers.put(id, balancer);
    ready.put(balancer, Instant.now().plus(MOMENT));
    return described(balancer, wanted);
  }

  /** All of it at once, as the API wants it: what is left out gets its default. */
  synchronized Optional<ObjectNode> changeBalancer(String id, JsonNode wanted) {
    return balancer(id).map(its -> described(its, wanted));
  }

  private ObjectNode described(ObjectNode balancer, JsonNode wanted) {
    if (!wanted.path("region").asText().equals(region)) {
      throw new Refused("Region is not available");
    }
    if (!wanted.path("forwarding_rules").isArray()) {
      throw new Refused("Forwarding rules must have at least one rule");
    }
    String tag = wanted.path("tag").asText("");
    if (!tag.isEmpty() && !tags.containsKey(tag)) {
      throw new Refused("tag " + tag + " does not exist");
    }
    balancer
        .put("name", text(wanted, "name"))
        .put("algorithm", wanted.path("algorithm").asText("round_robin"))
        .put("size_unit", Math.max(1, wanted.path("size_unit").asInt(1)))
        .put("tag", tag)
        .put("vpc_uuid", "c33931f2-a26a-4e61-b85c-4e95a2ec431b")
        .put("project_id", "9cc10173-e9ea-4176-9dbc-a4cee4c4ff30")
        .put("redirect_http_to_https", false)
        .put("enable_proxy_protocol", false)
        .put("enable_backend_keepalive", false);
    balancer.set("forwarding_rules", wanted.path("forwarding_rules"));
    balancer.set("health_check", wanted.path("health_check"));
    lead();
    return balancer;
  }

  /** Where the only load balancer leads to. */
  private void lead() {
    List<String> addresses = new ArrayList<>();
    for (ObjectNode balancer : balancers.values()) {
      String tag = balancer.path("tag").asText();
      balancer.putArray("droplet_ids");
      for (ObjectNode droplet : droplets.values()) {
        if (!tag.isEmpty() && hasTag(droplet, tag)) {
          balancer.withArray("droplet_ids").add(droplet.path("id").asInt());
          addresses.add(machines.address(droplet.path("id").asInt()));
        }
      }
    }
    if (!addresses.equals(led)) {
      balancerNodes.accept(addresses);
      led = addresses;
    }
  }

  synchronized ObjectNode addFirewall(JsonNode wanted) {
    ObjectNode firewall = wanted.deepCopy();
    firewall.put("id", UUID.randomUUID().toString()).put("status", "succeeded");
    firewall.put("created_at", now());
    firewalls.put(firewall.path("id").asText(), firewall);
    return firewall;
  }

  synchronized Optional<ObjectNode> firewall(String id) {
    return Optional.ofNullable(firewalls.get(id));
  }

  private boolean isReady(JsonNode thing) {
    return !Instant.now().isBefore(Objects.requireNonNullElse(ready.get(thing), Instant.MIN));
  }

  private static String text(JsonNode wanted, String field) {
    String text = wanted.path(field).asText();
    if (text.isEmpty()) {
      throw new Refused(field + " is missing");
    }
    return text;
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}

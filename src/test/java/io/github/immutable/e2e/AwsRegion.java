package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * A region of AWS in a network namespace of its own: {@code src/test/aws/cloud} plays it with
 * moto's API and containers behind it.
 *
 * @param namespace its name
 * @param about what the region said when it was ready
 * @param printed where it says what went wrong in it
 */
record AwsRegion(String namespace, Process process, JsonNode about, Path printed)
    implements PlayedCloud {
  static final String SECRET = "c4nary+Secret/Key+of+Forty+Characters000";
  static final String TOKEN = "c4narySessionTokenThatIsLongEnough0123456789";

  private static final JsonMapper JSON = new JsonMapper();
  private static final Path FILES = Shell.BASE.resolve("src/test/aws");
  private static final Path MOTO = Shell.BASE.resolve(".cache/moto/bin");

  static AwsRegion open(Path scratch) throws IOException {
    assertThat(Shell.isRoot())
        .as("root, who alone may make a network namespace: run this test as root")
        .isTrue();
    assertThat(MOTO.resolve("python3")).as("moto, which bin/setup --tests installs").isExecutable();
    String name = "immutable-aws-" + ProcessHandle.current().pid();
    Shell.run(Shell.BASE, "ip", "netns", "add", name);
    inside(name, "ip", "link", "set", "lo", "up");
    // the range of a VPC, all of which answers here
    inside(name, "ip", "route", "add", "local", "172.31.0.0/16", "dev", "lo");
    Path printed = scratch.resolve("aws.log");
    Process process =
        new ProcessBuilder(
                MOTO.resolve("python3").toString(),
                FILES.resolve("cloud").toString(),
                "--namespace",
                "/run/netns/" + name,
                "--run",
                name,
                "--engine",
                Shell.engine(),
                "--host-image",
                BuildHost.image())
            .redirectError(printed.toFile())
            .start();
    // open for as long as it runs: it ends with its standard input
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    assertThat(line).as("the region's first line, see %s", printed).isNotNull();
    return new AwsRegion(name, process, JSON.readTree(line), printed);
  }

  private static void inside(String namespace, String... command) {
    List<String> words = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + namespace));
    words.addAll(List.of(command));
    Shell.run(Shell.BASE, words.toArray(String[]::new));
  }

  @Override
  public Path launcher(Path script, String command) throws IOException {
    Path configuration = ProviderMirror.configuration(script.resolveSibling("terraform.rc"));
    Files.writeString(
        script,
        """
        #!/bin/sh
        AWS_ACCESS_KEY_ID=${AWS_ACCESS_KEY_ID-AKIATESTTESTTESTTEST}
        AWS_SECRET_ACCESS_KEY='%s' AWS_SESSION_TOKEN='%s'
        AWS_REGION=${AWS_REGION-%s} AWS_ENDPOINT_URL=http://127.0.0.1:5000
        AWS_EC2_METADATA_DISABLED=true
        export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_REGION AWS_ENDPOINT_URL
        export AWS_EC2_METADATA_DISABLED TF_CLI_CONFIG_FILE='%s' PATH='%s':"$PATH"
        exec nsenter --net=/run/netns/%s %s "$@"
        """
            .formatted(SECRET, TOKEN, text("region"), configuration, MOTO, namespace, command));
    return Files.setPosixFilePermissions(
        script, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
  }

  String text(String name) {
    return about.path(name).asText();
  }

  @Override
  public List<String> secrets() {
    return List.of(SECRET, TOKEN);
  }

  @Override
  public void behaves() {
    does();
  }

  @Override
  public void isWeak() {
    does(
        Fault.of("RunInstances", "throttle", 2),
        Fault.of("DescribeInstances", "error", 2),
        Fault.of("DescribeTargetHealth", "throttle", 2),
        Fault.of("DescribeListeners", "slow", 1),
        Fault.of("DescribeInstances", "vanished", 1).afterCallOf("RunInstances"));
  }

  @Override
  public void wasWeak() {
    assertThat(met("throttle")).as("throttled calls").isEqualTo(4);
    assertThat(met("error")).as("calls that ended with 500").isEqualTo(2);
    assertThat(met("slow")).as("calls without an answer in time").isEqualTo(1);
    assertThat(met("vanished")).as("calls that did not know of it yet").isEqualTo(1);
  }

  @Override
  public void isFull() {
    does(Fault.of("RunInstances", "quota", 99));
  }

  @Override
  public void forgetsUs() {
    does(Fault.of("*", "expired", 9999));
  }

  @Override
  public void boots(String image) {
    does(new Fault("", "boots", 1, image, ""));
  }

  @Override
  public URI door() {
    return URI.create("http://127.0.0.1:" + about.path("door").asInt() + "/");
  }

  /**
   * Something that the region does wrong.
   *
   * @param action of the API; {@code *} is any
   * @param image for {@code boots}: what an instance is started from instead of what was asked for
   * @param after an action before which nothing goes wrong; empty for any
   */
  record Fault(String action, String kind, int times, String image, String after) {
    static Fault of(String action, String kind, int times) {
      return new Fault(action, kind, times, "", "");
    }

    /** The same, but only once this was called. */
    Fault afterCallOf(String other) {
      return new Fault(action, kind, times, image, other);
    }
  }

  /** What the region does wrong from now on, instead of what it did wrong before. */
  void does(Fault... faults) {
    try {
      ask("POST", "/_faults", JSON.writeValueAsString(faults));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode state() {
    return ask("GET", "/_state", "");
  }

  @Override
  public Map<String, String> servers() {
    Map<String, String> servers = new TreeMap<>();
    for (JsonNode one : state().path("instances")) {
      if (one.path("tags").has("immutable:slot")) {
        servers.put(one.path("id").asText(), one.path("tags").path("immutable:slot").asText());
      }
    }
    return servers;
  }

  @Override
  public List<String> builders() {
    JsonNode state = state();
    List<String> found = new ArrayList<>();
    for (JsonNode one : state.path("instances")) {
      if (one.path("tags").has("immutable:run")) {
        found.add(one.path("id").asText());
      }
    }
    state.path("keys").forEach(key -> found.add("key pair " + key.asText()));
    StreamSupport.stream(state.path("groups").spliterator(), false)
        .map(JsonNode::asText)
        .filter(name -> name.startsWith("packer"))
        .forEach(found::add);
    return found;
  }

  @Override
  public void deletes(String image) {
    HttpRequest request =
        HttpRequest.newBuilder(api("/"))
            .header("content-type", "application/x-www-form-urlencoded")
            .header(
                "authorization",
                "AWS4-HMAC-SHA256 Credential=AKIATESTTESTTESTTEST/20260101/%s/ec2/aws4_request"
                    .formatted(text("region")))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "Action=DeregisterImage&Version=2016-11-15&ImageId=" + image))
            .build();
    send(request);
  }

  /** How often something went wrong as it was told to. */
  private int met(String fault) {
    return state().path("met").path(fault).asInt();
  }

  private JsonNode ask(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(api(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return JSON.readTree(send(request));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private URI api(String path) {
    return URI.create("http://127.0.0.1:" + about.path("api").asInt() + path);
  }

  private static String send(HttpRequest request) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as("%s: %s", request.uri(), answer.body()).isEqualTo(200);
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Shell.run(Shell.BASE, "ip", "netns", "delete", namespace);
  }
}

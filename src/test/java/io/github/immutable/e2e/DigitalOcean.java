package io.github.immutable.e2e;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import io.github.immutable.e2e.DigitalOceanFaults.Fault;
import io.github.immutable.e2e.DigitalOceanFaults.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * DigitalOcean on this machine: its API played by WireMock, with containers behind it that really
 * run what was built, and an HAProxy for its load balancer.
 */
record DigitalOcean(
    WireMockServer server,
    DigitalOceanAccount account,
    DigitalOceanFaults faults,
    Droplets machines,
    DigitalOceanBalancer balancer)
    implements PlayedCloud {
  static final String TOKEN = "dop_v1_c4nary0123456789abcdef0123456789abcdef0123456789abcdef012345";
  static final String REGION = "fra1";

  static DigitalOcean open() throws IOException {
    assertThat(Shell.isRoot())
        .as("root, who alone reaches containers at their own addresses: run this test as root")
        .isTrue();
    Droplets machines =
        new Droplets("immutable-do-" + ProcessHandle.current().pid(), BuildHost.image());
    DigitalOceanBalancer balancer = DigitalOceanBalancer.open();
    DigitalOceanAccount account = new DigitalOceanAccount(machines, balancer::leadsTo, REGION);
    DigitalOceanFaults faults = new DigitalOceanFaults();
    WireMockServer server =
        new WireMockServer(
            wireMockConfig()
                .dynamicPort()
                .bindAddress("127.0.0.1")
                .disableRequestJournal()
                .extensions(new DigitalOceanApi(TOKEN, account, faults)));
    server.start();
    server.stubFor(any(anyUrl()).willReturn(aResponse().withTransformers("digitalocean")));
    return new DigitalOcean(server, account, faults, machines, balancer);
  }

  @Override
  public Path launcher(Path script, String command) throws IOException {
    Path configuration = ProviderMirror.configuration(script.resolveSibling("terraform.rc"));
    Files.writeString(
        script,
        """
        #!/bin/sh
        DIGITALOCEAN_TOKEN=${DIGITALOCEAN_TOKEN-%s}
        DIGITALOCEAN_API_TOKEN=$DIGITALOCEAN_TOKEN DIGITALOCEAN_API_URL=http://127.0.0.1:%d
        export DIGITALOCEAN_TOKEN DIGITALOCEAN_API_TOKEN DIGITALOCEAN_API_URL
        export TF_CLI_CONFIG_FILE='%s'
        exec %s "$@"
        """
            .formatted(TOKEN, server.port(), configuration, command));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  @Override
  public URI door() {
    return balancer.door();
  }

  /** What it does wrong from now on, instead of what it did wrong before. */
  void does(Fault... wrong) {
    faults.set(List.of(wrong));
  }

  @Override
  public List<String> secrets() {
    return List.of(TOKEN);
  }

  @Override
  public void behaves() {
    does();
  }

  @Override
  public void isWeak() {
    does(
        new Fault(Kind.THROTTLED, "POST /v2/droplets", 2),
        new Fault(Kind.BROKEN, "GET /v2/droplets/\\d+", 2),
        new Fault(Kind.THROTTLED, "PUT /v2/load_balancers/.*", 1),
        new Fault(Kind.THROTTLED, "GET /v2/load_balancers", 1),
        new Fault(Kind.SILENT, "GET /v2/images", 1));
  }

  @Override
  public void wasWeak() {
    assertThat(faults.met(Kind.THROTTLED)).as("throttled calls").isEqualTo(4);
    assertThat(faults.met(Kind.BROKEN)).as("calls that ended with 500").isEqualTo(2);
    assertThat(faults.met(Kind.SILENT)).as("calls without an answer").isEqualTo(1);
  }

  @Override
  public void isFull() {
    does(new Fault(Kind.QUOTA, "POST /v2/droplets", 99));
  }

  @Override
  public void forgetsUs() {
    does(new Fault(Kind.EXPIRED, ".*", 9999));
  }

  @Override
  public void boots(String image) {
    account.bootsInstead(Integer.parseInt(image));
  }

  @Override
  public void deletes(String image) {
    account.removeImage(Integer.parseInt(image));
  }

  @Override
  public Map<String, String> servers() {
    Map<String, String> servers = new TreeMap<>();
    for (JsonNode droplet : account.droplets()) {
      for (String slot : List.of("blue", "green")) {
        if (DigitalOceanAccount.hasTag(droplet, "shop-digitalocean-" + slot)) {
          servers.put(droplet.path("id").asText(), slot);
        }
      }
    }
    return servers;
  }

  @Override
  public List<String> builders() {
    List<String> found = new ArrayList<>();
    account.keys().forEach(key -> found.add("key " + key.path("name").asText()));
    for (JsonNode droplet : account.droplets()) {
      if (droplet.path("name").asText().startsWith("immutable-build-")) {
        found.add(droplet.path("name").asText());
      }
    }
    return found;
  }

  @Override
  public void close() {
    server.stop();
    balancer.close();
    machines.end();
  }
}
